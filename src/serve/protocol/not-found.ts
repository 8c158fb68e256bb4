/** What a client named does not exist, or not for this caller; each revision of the protocol has its own code for it. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly what: 'tool' | 'resource' | 'prompt';

  constructor(what: NotFound['what'], message: string) {
    super(message);
    this.what = what;
  }
}

/** What a client sent with a name does not fit it. */
export class Invalid extends Error {
  override readonly name = 'Invalid';
}

/** A read has no `isError`, so the protocol's own error carries our text. */
export class ReadFailure extends Error {
  override readonly name = 'ReadFailure';
}
