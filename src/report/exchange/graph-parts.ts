/** A value of a node or an edge; null: not known, and then the graph does not have it. */
export type Facts = Readonly<Record<string, string | number | null>>;

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly facts: Facts & { readonly kind: string };
}

export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly relation: string;
  readonly facts: Facts;
}
