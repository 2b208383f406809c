/** One lexical token, as the parser hands it on. */
export interface SourcePiece {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

/** A parsed token of any kind. The names are those of the `yaml` package's concrete syntax tree. */
export interface StreamToken {
  readonly type: string;
  readonly offset: number;
  readonly indent?: number;
  readonly source?: string;
  readonly start?: readonly SourcePiece[] | SourcePiece;
  readonly items?: readonly StreamItem[];
  readonly value?: StreamToken;
  readonly end?: readonly SourcePiece[];
  readonly props?: readonly StreamToken[];
}

export interface StreamItem {
  readonly start: readonly SourcePiece[];
  readonly key?: StreamToken | null;
  readonly sep?: readonly SourcePiece[];
  readonly value?: StreamToken;
}
