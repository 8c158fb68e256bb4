/** Parts of the tools that a server may be limited to. */
export const TOOLSETS = ['findings', 'work', 'import', 'review', 'admin'] as const;
export type Toolset = (typeof TOOLSETS)[number];
