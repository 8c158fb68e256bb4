#!/usr/bin/env bash
# @decimalturn/toml-patch 3.3.0 and jsonc-parser 3.3.1, seen 2026-12-01 on Node 20.
# Hosts of MCP servers keep them in files that people comment: TOML in Codex, JSON with comments in VS Code. Both packages
# are made for editing such files in place, comments kept.
# Seen: they keep every comment, and let it speak of something else. jsonc-parser puts a new server between a server and
# the comment at the end of its line, so the comment now stands behind the new one; it also lays out the old one anew.
# toml-patch puts a new key of a table below the comment that belongs to the table after it, and writes that table's
# header differently. Each result parses, and holds the right values.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @decimalturn/toml-patch@3.3.0 jsonc-parser@3.3.1 >/dev/null
cat >edit.mjs <<'JS'
import * as toml from '@decimalturn/toml-patch';
import { applyEdits, modify } from 'jsonc-parser';

const json = `{
  "servers": {
    "payroll": { "command": "payroll" } // security has to agree
  }
}
`;
const layout = { formattingOptions: { insertSpaces: true, tabSize: 2 } };
console.log(applyEdits(json, modify(json, ['servers', 'notes'], { command: 'notes' }, layout)));

const text = `[mcp_servers.notes]
command = "notes"

# Security has to agree.
[ mcp_servers . payroll ]
command = "payroll"
`;
const data = toml.parse(text);
data.mcp_servers.notes.enabled = true;
console.log(toml.patch(text, data));
JS
node edit.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
{
  "servers": {
    "payroll": {
      "command": "payroll"
    },
    "notes": {
      "command": "notes"
    } // security has to agree
  }
}

[mcp_servers.notes]
command = "notes"

# Security has to agree.
enabled = true
[mcp_servers . payroll]
command = "payroll"

SEEN
