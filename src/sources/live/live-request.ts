export interface LiveRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** `json`: anything else under a 2xx status is a fault. Default `json`. */
  readonly expects?: 'json' | 'any';
  /** It sets something going: an attempt that may have been heard is not made again. */
  readonly once?: boolean;
  /** Takes a successful body of any length, and `text` is empty then. Each attempt begins it anew. */
  readonly into?: BodySink;
  readonly signal?: AbortSignal | undefined;
}

export interface LiveResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface BodySink {
  begin(): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
}
