const REVISION = '2026-07-28';

interface Call {
  readonly method: string;
  readonly params: { readonly name: string };
}

/** A call as the later revision sends it, and the headers that it needs. */
export function inModern(message: Call) {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': REVISION,
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const { method, params } = message;
  return {
    body: { ...message, params: { ...params, _meta } },
    headers: { 'mcp-protocol-version': REVISION, 'mcp-method': method, 'mcp-name': params.name },
  };
}
