import type { Role } from '../../model/actor.ts';
import type { Toolset } from '../../model/toolset.ts';
import type { OfferedTool, Tool, ToolAnnotations, ViewName } from '../../tool.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface ObjectSchema {
  [key: string]: unknown;
  readonly type: 'object';
  readonly properties: Record<string, Record<string, Json>>;
}

/** A tool as it is listed. */
export interface Definition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly annotations: ToolAnnotations;
}

/** What the build writes of each tool (`tool-definitions.mjs`). */
export interface BuiltTool {
  readonly definition: Definition;
  readonly roles: readonly Role[];
  readonly view?: ViewName;
  /** Of the tools of views: none. */
  readonly toolsets: readonly Toolset[];
}

/** Put in when the program is built: to make it of the schemas takes half of what a client waits for at the start. */
declare const __TOOLS__: string | undefined;

let built: ReadonlyMap<string, BuiltTool> | undefined;

function builtTools(): ReadonlyMap<string, BuiltTool> {
  built ??= read(typeof __TOOLS__ === 'string' ? __TOOLS__ : '[]');
  return built;
}

function read(json: string): ReadonlyMap<string, BuiltTool> {
  const tools: readonly BuiltTool[] = JSON.parse(json);
  return new Map(tools.map((tool) => [tool.definition.name, tool]));
}

/** Undefined for tools that the program does not ship, and for all from source, as in tests. */
export function builtTool(name: string): BuiltTool | undefined {
  return builtTools().get(name);
}

/** The tools of these parts, in the order of the list; null: all of them. `load` has them all. */
export function offeredTools(
  parts: readonly Toolset[] | null,
  load: () => Promise<readonly Tool[]>,
): readonly OfferedTool[] {
  return [...builtTools().values()]
    .filter(({ toolsets }) => toolsets.some((toolset) => parts === null || parts.includes(toolset)))
    .map(({ definition: { name, title, description, annotations }, roles, view }) => ({
      name,
      title,
      description,
      annotations,
      roles,
      ...(view === undefined ? {} : { view }),
      async load() {
        const tool = (await load()).find((one) => one.name === name);
        if (tool === undefined) throw new Error(`the program lacks ${name}`);
        return tool;
      },
    }));
}
