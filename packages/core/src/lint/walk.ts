import type { ComposeModel } from '../compose/model.ts';
import type { YamlFile, YamlNode } from '../compose/nodes.ts';
import type { DockerfileFile, Instruction } from '../dockerfile/nodes.ts';
import type { ScriptInstruction } from '../facts/shell-scripts.ts';
import type { Located } from '../text/located.ts';
import type { ListenerTable } from './listener-table.ts';

/** A node of any tree. */
export interface WalkedNode extends Located {
  readonly kind: string;
}

/** Called for every node that somebody listens to, as `kind`, in document order. */
export type Visit = (kind: string, node: object) => void;

/**
 * Walks a Dockerfile: file, directives, comments, then instructions in order with their stages. `visitScripts` is called
 * behind each instruction that may run something, if anybody listens to scripts.
 */
export function walkDockerfile(
  root: DockerfileFile,
  table: ListenerTable,
  visitNode: Visit,
  visitScripts: (instruction: ScriptInstruction) => void,
): void {
  const visit = table.has('Script') ? withScripts(visitNode, visitScripts) : visitNode;
  visit('File', root);
  if (table.has('Directive')) for (const directive of root.directives) visit('Directive', directive);
  if (table.has('Comment')) for (const comment of root.comments) visit('Comment', comment);
  visitInstructions(root.preamble, visit);
  for (const stage of root.stages) {
    visit('Stage', stage);
    visitInstruction(stage.from, visit);
    visitInstructions(stage.instructions, visit);
  }
}

function withScripts(visitNode: Visit, visitScripts: (instruction: ScriptInstruction) => void): Visit {
  return (kind, node) => {
    visitNode(kind, node);
    if (kind === 'Run' || kind === 'Cmd' || kind === 'Entrypoint' || kind === 'Healthcheck') {
      visitScripts(node as ScriptInstruction);
    }
  };
}

function visitInstructions(instructions: readonly Instruction[], visit: Visit): void {
  for (let at = 0; at < instructions.length; at++) visitInstruction(instructions[at] as Instruction, visit);
}

/** ONBUILD can't nest, so a trigger is one step deep. */
function visitInstruction(instruction: Instruction, visit: Visit): void {
  visit('Instruction', instruction);
  visit(instruction.kind, instruction);
  if (instruction.kind !== 'Onbuild' || !instruction.trigger) return;
  visit('Instruction', instruction.trigger);
  visit(instruction.trigger.kind, instruction.trigger);
}

/** Walks the effective application: itself, its services, its resources. */
export function walkApplication(model: ComposeModel, visit: Visit): void {
  visit('Application', model);
  for (const service of model.services) visit('Service', service);
  for (const list of [model.networks, model.volumes, model.secrets, model.configs, model.models]) {
    for (const resource of list) visit(resource.kind, resource);
  }
}

const yamlKinds = ['YamlMapping', 'YamlEntry', 'YamlSequence', 'YamlScalar', 'YamlAlias'];

/** Walks the YAML of one file. Iterative: the input decides the depth. */
export function walkYaml(root: YamlFile, table: ListenerTable, visit: Visit): void {
  visit('YamlFile', root);
  if (table.has('YamlComment')) for (const comment of root.comments) visit('YamlComment', comment);
  const deep = yamlKinds.some((kind) => table.has(kind));
  for (const document of root.documents) {
    visit('YamlDocument', document);
    if (deep && document.content) walkNode(document.content, visit);
  }
}

function walkNode(content: YamlNode, visit: Visit): void {
  const open: WalkedNode[] = [content];
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node.kind, node);
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child) open.push(child);
    }
  }
}

/** Children in document order. An alias has none: its target is walked where it stands. */
function childrenOf(node: WalkedNode): readonly WalkedNode[] {
  if (isYaml(node, 'YamlMapping')) return node.entries;
  if (isYaml(node, 'YamlSequence')) return node.items;
  if (node.kind !== 'YamlEntry') return [];
  const { key, value } = node as unknown as { key: YamlNode; value: YamlNode | undefined };
  return value ? [key, value] : [key];
}

function isYaml<K extends YamlNode['kind']>(node: WalkedNode, kind: K): node is Extract<YamlNode, { kind: K }> {
  return node.kind === kind;
}
