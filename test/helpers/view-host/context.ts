/** What a host says of itself to a view: the part of the protocol's context that tests set. */
export interface HostContext {
  readonly theme?: 'light' | 'dark';
  readonly styles?: { readonly variables: Readonly<Record<string, string>> };
  readonly displayMode?: 'inline' | 'fullscreen';
  readonly availableDisplayModes?: readonly ('inline' | 'fullscreen')[];
  readonly containerDimensions?: { readonly maxWidth: number; readonly maxHeight: number };
  readonly safeAreaInsets?: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly locale?: string;
  readonly timeZone?: string;
  readonly platform?: 'web' | 'desktop' | 'mobile';
}

/** A host shows no more of a view than this, in pixels, and scrolls the rest. */
export const MAX_HEIGHT = 4_000;

// Hosts give some of the names that the protocol knows, and one value for both themes.
const VARIABLES = {
  '--color-background-primary': 'light-dark(#ffffff, #30302e)',
  '--color-background-secondary': 'light-dark(#f5f4ed, #262624)',
  '--color-text-primary': 'light-dark(#141413, #faf9f5)',
  '--color-text-secondary': 'light-dark(#3d3d3a, #c2c0b6)',
  '--color-border-primary': 'light-dark(#d1cfc5, #5e5d59)',
  '--color-ring-primary': 'light-dark(#2c84db, #74abe2)',
  '--font-sans': 'Georgia, serif',
  '--font-mono': 'monospace',
  '--border-radius-md': '8px',
} as const;

export function hostContext(width: number): HostContext {
  return {
    theme: 'light',
    styles: { variables: VARIABLES },
    displayMode: 'inline',
    availableDisplayModes: ['inline', 'fullscreen'],
    containerDimensions: { maxWidth: width, maxHeight: MAX_HEIGHT },
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    platform: 'web',
  };
}
