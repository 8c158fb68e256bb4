import type { Actor } from '../../model/actor.ts';
import { type AnyAnswer, type OfferedTool, type Tool, VIEW_NAMES, type ViewName } from '../../tool.ts';
import type { PlaceOptions } from '../page/visit.ts';
import { VIEW_TYPE } from '../protocol/client.ts';
import type { HostViews } from './host-views.ts';
import { viewTools } from './view-tools.ts';

/** Under this name a view finds what is for it in the result of a tool. */
const HANDED_OVER = 'clari-identity/view';

/** What a server needs to know of views. */
export interface OfferedViews {
  /** Those that are for views alone. */
  readonly tools: readonly Tool[];
  /** What goes with the answer of a tool to its view, where a model does not see it; null: nothing. */
  handOver(tool: Tool, args: Readonly<Record<string, unknown>>, answer: AnyAnswer, by: Actor): Promise<Meta | null>;
}

type Meta = Readonly<Record<string, unknown>>;

/** What draws them is loaded when a view is first shown. */
export function offeredViews(options: Omit<PlaceOptions, 'desk' | 'base'>): OfferedViews {
  let loading: Promise<HostViews> | undefined;
  const views = () => {
    loading ??= import('./host-views.ts').then(({ hostViews }) => hostViews(options));
    return loading;
  };
  const writes = options.tools.some(({ annotations }) => !annotations.readOnlyHint);
  return {
    tools: viewTools(views).filter(({ annotations }) => writes || annotations.readOnlyHint),
    async handOver({ view }, args, { structured, forView }, by) {
      if (forView !== undefined) return { [HANDED_OVER]: forView };
      const beginning = view === undefined ? null : (await views()).begin(by, view, args, structured);
      return beginning === null ? null : { [HANDED_OVER]: { ...beginning } };
    },
  };
}

function viewUri(view: ViewName): string {
  return `ui://clari-identity/${view}`;
}

/** What the definition of a tool says of its view, by the present name and by the one that older hosts look for. */
export function viewMeta(view: ViewName): Meta {
  return { ui: { resourceUri: viewUri(view) }, 'ui/resourceUri': viewUri(view) };
}

/** What the definition of a tool of views alone says. */
export const FOR_VIEWS_ALONE: Meta = { ui: { visibility: ['app'] } };

const TITLES: Readonly<Record<ViewName, string>> = {
  findings: 'Findings',
  account: 'An account',
  review: 'An access review',
  plan: 'A plan',
  work: 'Work',
};

/** The files that hosts load, of these tools. They hold no data: each asks for what it shows. */
export function offeredViewFiles(tools: readonly OfferedTool[]) {
  return viewsOf(tools).map((view) => ({
    uri: viewUri(view),
    name: `view-${view}`,
    title: TITLES[view],
    description: 'A view for hosts that show them; it holds no data.',
    mimeType: VIEW_TYPE,
  }));
}

/** Such a file by its address; null: it is none of these. */
export async function viewFile(tools: readonly OfferedTool[], uri: string, version: string) {
  const view = viewsOf(tools).find((one) => viewUri(one) === uri);
  if (view === undefined) return null;
  const { hostShell } = await import('../../views/host/shell.ts');
  const text = hostShell(TITLES[view], version);
  return { contents: [{ uri, mimeType: VIEW_TYPE, text, _meta: { ui: { prefersBorder: true } } }] };
}

function viewsOf(tools: readonly OfferedTool[]): readonly ViewName[] {
  return VIEW_NAMES.filter((one) => tools.some((tool) => tool.view === one));
}
