import type { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import type { ComposeDocument, YamlNode } from './nodes.ts';

/** How a value came to stand where it is: from the place that was written to the place that uses it. */
export interface Via extends Located {
  readonly how: 'extends' | 'include' | 'alias' | 'merge-key' | 'override';
}

/** Where a value was written. The place itself is the value's own characters, or the part of a short string. */
export interface Origin extends Located {
  readonly via: readonly Via[];
  /** Values that this one replaced, latest first. */
  readonly shadowed: readonly Located[];
  /** The key of the entry that holds the value, or the value itself for a list item. */
  readonly key: Located;
  /** The whole entry (`key: value` or the list item), for fixes that remove it or add a sibling. */
  readonly entry: EntryHandle;
  /** The YAML node, for helpers in core; rules do not touch it. */
  readonly node: YamlNode | undefined;
  /** True if nobody wrote it: a default such as `protocol: tcp`. The place is then what caused it. */
  readonly synthetic: boolean;
}

/** What a fix needs to replace, remove or add beside a value without touching YAML. */
export interface EntryHandle extends Located {
  readonly document: ComposeDocument;
  /** Column of the entry's first character minus one: the indentation of its siblings. */
  readonly indent: number;
  /** True inside `{}` or `[]`, where adding a line is not possible. */
  readonly flow: boolean;
  readonly list: boolean;
}

/**
 * A value with its origin. `known`: no variable takes part. `default`: it is the default of a variable that is not set.
 * `unknown`: it depends on a variable without default; then `value` is undefined, and no rule may conclude from it.
 */
export interface Field<T> {
  readonly value: T | undefined;
  readonly state: 'known' | 'default' | 'unknown';
  readonly origin: Origin;
}

/** A text field with a map from its characters to the file (exact unless a variable was replaced). */
export interface TextField extends Field<string> {
  /** As written, before interpolation. */
  readonly raw: DerivedText;
}

/** The effective application after interpolation, include, extends, merge and normalisation. */
export interface ComposeModel {
  readonly kind: 'Application';
  readonly name: TextField | undefined;
  /** The documents that took part, in the order of merging; the first is the base. */
  readonly documents: readonly ComposeDocument[];
  readonly services: readonly Service[];
  readonly networks: readonly Resource[];
  readonly volumes: readonly Resource[];
  readonly secrets: readonly Resource[];
  readonly configs: readonly Resource[];
  readonly models: readonly Resource[];
  /**
   * False if something that another file could supply is not known: a fragment, or an include or extends that was not
   * read. Then nothing may be reported as missing or undefined.
   */
  readonly complete: boolean;
  /** What loading refuses (schema, interpolation, merge, extends, include, consistency), each at its place. */
  readonly problems: readonly ComposeProblem[];
}

/** Something `docker compose` refuses. One code, one rule; `data` fills the rule's message. */
export interface ComposeProblem extends Located {
  readonly code: ComposeProblemCode;
  readonly data: Readonly<Record<string, string>>;
  readonly related: readonly { readonly at: Located; readonly label: string }[];
  /** A key or value that was probably meant. */
  readonly suggestion: string | undefined;
}

export type ComposeProblemCode =
  // compose/valid-schema
  | 'unknown-key'
  | 'wrong-type'
  | 'invalid-value'
  | 'missing-key'
  | 'duplicate-item'
  // compose/valid-interpolation
  | 'invalid-template'
  | 'required-variable'
  | 'cast-failed'
  // compose/valid-reference
  | 'undefined-service'
  | 'undefined-network'
  | 'undefined-volume'
  | 'undefined-secret'
  | 'undefined-config'
  | 'undefined-model'
  // compose/valid-extends, compose/valid-include
  | 'extends-cycle'
  | 'extends-not-found'
  | 'include-cycle'
  | 'include-not-found'
  // compose/valid-merge
  | 'merge-conflict'
  // compose/valid-dependencies
  | 'dependency-cycle'
  // compose/valid-combination
  | 'conflicting-keys'
  | 'missing-image'
  // compose/valid-application: no file of the application says anything
  | 'empty-application'
  // compose/valid-env-file: an `env_file`, a `label_file` or `.env`. Such files are often kept out of repositories.
  | 'env-file-not-found'
  | 'invalid-env-file';

/** A service with everything that concerns it resolved. Absent keys are undefined, empty lists are empty. */
export interface Service extends Located {
  readonly kind: 'Service';
  readonly name: string;
  /** The key that names the service, in the file that the service is (first) written in. */
  readonly nameAt: Located;
  readonly origin: Origin;
  /** The span of the service's key in every file that adds to it, base first. */
  readonly parts: readonly Located[];

  readonly image: TextField | undefined;
  readonly build: ServiceBuild | undefined;
  readonly provider: Field<unknown> | undefined;
  readonly user: TextField | undefined;
  readonly privileged: Field<boolean> | undefined;
  readonly readOnly: Field<boolean> | undefined;
  readonly networkMode: TextField | undefined;
  readonly pid: TextField | undefined;
  readonly ipc: TextField | undefined;
  readonly uts: TextField | undefined;
  readonly usernsMode: TextField | undefined;
  readonly cgroup: TextField | undefined;
  readonly containerName: TextField | undefined;
  readonly restart: TextField | undefined;
  readonly command: CommandField | undefined;
  readonly entrypoint: CommandField | undefined;
  readonly capAdd: readonly TextField[];
  readonly capDrop: readonly TextField[];
  readonly securityOpt: readonly TextField[];
  readonly devices: readonly TextField[];
  readonly tmpfs: readonly TextField[];
  readonly ports: readonly PortMapping[];
  readonly expose: readonly TextField[];
  readonly volumes: readonly VolumeMount[];
  readonly environment: readonly Variable[];
  readonly labels: readonly Variable[];
  readonly envFile: readonly EnvFileReference[];
  readonly labelFile: readonly EnvFileReference[];
  readonly dependsOn: readonly ServiceReference[];
  readonly networks: readonly ResourceReference[];
  readonly secrets: readonly ResourceReference[];
  readonly configs: readonly ResourceReference[];
  readonly profiles: readonly TextField[];
  readonly healthcheck: Healthcheck | undefined;
  readonly limits: Limits;
  readonly hooks: readonly Hook[];
  readonly replicas: Field<number> | undefined;
  /** Any other key, by dotted path below the service (`logging.driver`), for rules without a typed field. */
  readonly get: (path: string) => Field<unknown> | undefined;
  /** The texts of a list without a typed field (`group_add`), or one text as a list of one, by dotted path. */
  readonly texts: (path: string) => readonly TextField[];
  /** The entries of a mapping, or of a list of `KEY=value`, without a typed field (`sysctls`), by dotted path. */
  readonly variables: (path: string) => readonly Variable[];
}

/** A command as a string that Compose splits, or as a list. */
export interface CommandField extends Field<readonly string[]> {
  readonly form: 'string' | 'list';
  /** The string, or each item. */
  readonly parts: readonly TextField[];
}

export interface ServiceBuild {
  readonly origin: Origin;
  readonly context: TextField | undefined;
  readonly dockerfile: TextField | undefined;
  readonly dockerfileInline: TextField | undefined;
  readonly target: TextField | undefined;
  readonly args: readonly Variable[];
  readonly platforms: readonly TextField[];
  readonly additionalContexts: readonly Variable[];
  readonly secrets: readonly ResourceReference[];
  readonly privileged: Field<boolean> | undefined;
  /** Project path of the context directory; undefined if it is a URL, another service, or unknown. */
  readonly contextPath: string | undefined;
  /** Project path of the Dockerfile; undefined if inline, outside of what is known, or unknown. */
  readonly dockerfilePath: string | undefined;
}

export interface PortMapping {
  readonly origin: Origin;
  readonly short: boolean;
  readonly hostIp: TextField | undefined;
  readonly published: TextField | undefined;
  readonly target: TextField | undefined;
  readonly protocol: TextField | undefined;
  readonly mode: TextField | undefined;
}

export interface VolumeMount {
  readonly origin: Origin;
  readonly short: boolean;
  /** Undefined where it can't be known. */
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'npipe' | 'cluster' | 'image' | undefined;
  readonly mountSource: TextField | undefined;
  readonly target: TextField | undefined;
  readonly readOnly: Field<boolean> | undefined;
  /** For a bind mount, the project path of the source if it lies inside what is known. */
  readonly sourcePath: string | undefined;
  /** Any other key of the long form, by dotted path below the mount (`bind.propagation`); short options are in it. */
  readonly get: (path: string) => Field<unknown> | undefined;
}

/** `KEY=value`, `KEY: value` or a bare `KEY`. */
export interface Variable {
  readonly origin: Origin;
  readonly name: string;
  readonly nameAt: Located;
  /** Undefined for a bare key. */
  readonly value: TextField | undefined;
}

export interface EnvFileReference {
  readonly origin: Origin;
  readonly path: TextField;
  /** Project path, if known. */
  readonly projectPath: string | undefined;
  readonly required: boolean;
  /** `raw` for a file whose values are taken as they are. */
  readonly format: TextField | undefined;
}

export interface ServiceReference {
  readonly origin: Origin;
  readonly service: string;
  readonly condition: TextField | undefined;
  readonly required: boolean;
  /** False for a dependency that Compose derives from links, network_mode and the like. */
  readonly written: boolean;
}

export interface ResourceReference {
  readonly origin: Origin;
  readonly name: TextField;
  readonly target: TextField | undefined;
}

export interface Healthcheck {
  readonly origin: Origin;
  readonly disabled: Field<boolean> | undefined;
  readonly test: CommandField | undefined;
}

/** Resource limits, from `deploy.resources` or the service's own keys; what Compose applies outside Swarm. */
export interface Limits {
  readonly memory: TextField | undefined;
  readonly cpus: TextField | undefined;
  readonly pids: TextField | undefined;
  /** The `deploy.resources.limits` mapping, if it is written. */
  readonly deployLimits: Origin | undefined;
}

/** `post_start`, `pre_stop` or `pre_start`. */
export interface Hook {
  readonly origin: Origin;
  readonly when: 'post_start' | 'pre_stop' | 'pre_start';
  readonly command: CommandField | undefined;
  readonly privileged: Field<boolean> | undefined;
  readonly user: TextField | undefined;
  readonly environment: readonly Variable[];
}

/** A top-level network, volume, secret, config or model. */
export interface Resource extends Located {
  readonly kind: 'Resource';
  readonly type: 'network' | 'volume' | 'secret' | 'config' | 'model';
  readonly name: string;
  readonly nameAt: Located;
  readonly origin: Origin;
  readonly external: Field<boolean> | undefined;
  readonly get: (path: string) => Field<unknown> | undefined;
  /** The entries of a mapping whose keys may hold dots (`driver_opts`), by dotted path to it. */
  readonly variables: (path: string) => readonly Variable[];
  /** One text as a list of one (`content`), or the texts of a list, by dotted path. */
  readonly texts: (path: string) => readonly TextField[];
}

/** What application-level rules may listen to. */
export interface ApplicationNodes {
  Application: ComposeModel;
  Service: Service;
  Resource: Resource;
}
