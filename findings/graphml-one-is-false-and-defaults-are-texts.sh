#!/usr/bin/env bash
# graphology-graphml 0.5.2 beside networkx 3.6.1 (PyPI), seen 2026-11-30 on Node 20 and Python 3.11.
# GraphML types an attribute as boolean, which XML Schema writes as true, false, 1 or 0, and gives it a default for the
# nodes that say nothing. An identity graph says "enabled" so.
# Seen: graphology reads 1 as false, so an enabled account is a disabled one. The default of a key is not typed at all: a
# node that relies on `false` carries the text "false", which is truthy, beside nodes that carry the boolean. No error, no
# warning. networkx types both, and puts the default beside the graph: the node that says nothing has no such attribute.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphology@0.26.0 graphology-graphml@0.5.2 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check networkx==3.6.1
cat >accounts.graphml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="e" for="node" attr.name="enabled" attr.type="boolean"><default>false</default></key>
  <graph id="accounts" edgedefault="directed">
    <node id="says-true"><data key="e">true</data></node>
    <node id="says-one"><data key="e">1</data></node>
    <node id="says-false"><data key="e">false</data></node>
    <node id="says-nothing"/>
  </graph>
</graphml>
XML
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import Graph from 'graphology';
import graphml from 'graphology-graphml';
const graph = graphml.parse(Graph, readFileSync('accounts.graphml', 'utf8'));
graph.forEachNode((id, { enabled }) => {
  console.log(`graphology ${id}: ${typeof enabled} ${enabled}, counts as ${enabled ? 'enabled' : 'disabled'}`);
});
JS
cat >read.py <<'PY'
import networkx
graph = networkx.read_graphml("accounts.graphml")
print("networkx beside the graph:", graph.graph["node_default"])
for name, data in graph.nodes(data=True):
    value = data.get("enabled")
    print(f"networkx {name}: {type(value).__name__} {value}, counts as {'enabled' if value else 'disabled'}")
PY
{
  node read.mjs
  venv/bin/python read.py
} | tee seen.txt
diff - seen.txt <<'SEEN'
graphology says-true: boolean true, counts as enabled
graphology says-one: boolean false, counts as disabled
graphology says-false: boolean false, counts as disabled
graphology says-nothing: string false, counts as enabled
networkx beside the graph: {'enabled': False}
networkx says-true: bool True, counts as enabled
networkx says-one: bool True, counts as enabled
networkx says-false: bool False, counts as disabled
networkx says-nothing: NoneType None, counts as disabled
SEEN
