import type { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';

/** A parsed Compose file: an immutable value. A file may hold several YAML documents. */
export interface ComposeDocument {
  readonly kind: 'compose';
  readonly source: SourceText;
  readonly root: YamlFile;
}

/** The whole file. */
export interface YamlFile extends Located {
  readonly kind: 'YamlFile';
  readonly documents: readonly YamlDocument[];
  readonly comments: readonly YamlComment[];
  /** What the reader refuses: syntax, duplicate keys, limits. In file order. */
  readonly problems: readonly YamlProblem[];
}

/** One YAML document of the file. */
export interface YamlDocument extends Located {
  readonly kind: 'YamlDocument';
  /** Undefined for an empty document. */
  readonly content: YamlNode | undefined;
}

export interface YamlComment extends Located {
  readonly kind: 'YamlComment';
  /** What follows the `#`. */
  readonly text: string;
}

interface YamlNodeBase extends Located {
  /** The anchor of this node (`&name`), with the place of the name. */
  readonly anchor: { readonly name: string; readonly at: Located } | undefined;
  /** The tag as written (`!reset`), or undefined. */
  readonly tag: { readonly text: string; readonly at: Located } | undefined;
}

export interface YamlMapping extends YamlNodeBase {
  readonly kind: 'YamlMapping';
  readonly flow: boolean;
  readonly entries: readonly YamlEntry[];
}

/** `key: value`; spans from the start of the key to the end of the value. */
export interface YamlEntry extends Located {
  readonly kind: 'YamlEntry';
  readonly key: YamlNode;
  /** Undefined for `key:` without a value. */
  readonly value: YamlNode | undefined;
}

export interface YamlSequence extends YamlNodeBase {
  readonly kind: 'YamlSequence';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends YamlNodeBase {
  readonly kind: 'YamlScalar';
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The value as go-yaml types it where nothing else asks for a type. */
  readonly value: string | number | boolean | null;
  /** The characters of the value, unquoted and unfolded, mapped to the file. */
  readonly derived: DerivedText;
}

/** `*name`; `target` is the anchored node, or undefined if there is none. */
export interface YamlAlias extends YamlNodeBase {
  readonly kind: 'YamlAlias';
  readonly name: string;
  readonly target: YamlNode | undefined;
}

export type YamlNode = YamlMapping | YamlSequence | YamlScalar | YamlAlias;

/** Something the YAML reader refuses. */
export interface YamlProblem extends Located {
  readonly code:
    | 'syntax'
    | 'duplicate-key'
    | 'unknown-alias'
    | 'alias-cycle'
    | 'too-deep'
    | 'too-many-aliases'
    | 'too-large'
    | 'non-string-key'
    | 'invalid-merge-key'
    | 'empty'
    | 'not-a-mapping';
  readonly data: Readonly<Record<string, string>>;
  readonly related: readonly { readonly at: Located; readonly label: string }[];
}

/** What YAML-level rules may listen to, file by file. */
export interface YamlNodes {
  /** A file in the layout of Compose v1; heard in place of all other nodes. */
  ComposeV1: YamlFile;
  YamlFile: YamlFile;
  YamlDocument: YamlDocument;
  YamlMapping: YamlMapping;
  YamlEntry: YamlEntry;
  YamlSequence: YamlSequence;
  YamlScalar: YamlScalar;
  YamlAlias: YamlAlias;
  YamlComment: YamlComment;
}
