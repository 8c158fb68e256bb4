import { ClariIdentityError } from '../../model/errors.ts';

/** The body as text, at most so many bytes of it. */
export async function readBody(response: Response, maxBytes: number, what: string): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new ClariIdentityError(
        'ERR_SOURCE_ANSWER',
        `${what} answered with more than ${Math.floor(maxBytes / 1024 / 1024)} MB in one page, which no page of it has.`,
        'Check that the address is that of the API and of nothing else.',
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
