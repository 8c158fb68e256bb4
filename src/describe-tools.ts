import { TOOLSET_TOOLS, tools } from '../tools/index.ts';
import { TOOLSETS } from './model/toolset.ts';
import { viewTools } from './serve/host-view/view-tools.ts';
import type { BuiltTool } from './serve/protocol/built-tools.ts';
import { define } from './serve/protocol/list-tools.ts';

/** What a client sees of every tool. The build runs this once, and writes the result into the program. */
export function describeTools(): readonly BuiltTool[] {
  const ofViews = viewTools(() => Promise.reject(new Error('tools are only described here')));
  return [...tools, ...ofViews].map((tool) => ({
    definition: define(tool),
    roles: tool.roles,
    ...(tool.view === undefined ? {} : { view: tool.view }),
    toolsets: TOOLSETS.filter((part) => TOOLSET_TOOLS[part].includes(tool)),
  }));
}
