/** A conversation over stdin and stdout, in one revision of the protocol. */
export interface StdioServing {
  /** The client is gone. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}
