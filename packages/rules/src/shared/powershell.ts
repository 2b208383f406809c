import { type Build, effectiveShell, type Instruction, type InstructionScript, scriptOf } from '@plimsoll/core/rule';

const program = /(^|[\\/])(powershell|pwsh)(\.exe)?$/i;

/** A script for PowerShell. */
export interface PowershellScript {
  /** What PowerShell reads, as written in the file. */
  readonly text: string;
  /** The words before the script: SHELL, or the call in the RUN. */
  readonly shell: string;
}

/** The script of a RUN that PowerShell reads; undefined for other languages, and for what is not a script (`-File`). */
export function powershellScript(build: Build, instruction: Instruction): PowershellScript | undefined {
  const script = scriptOf(build, instruction);
  if (!script || instruction.kind !== 'Run') return undefined;
  if (script.dialect === 'powershell') return ofShell(build, instruction, script);
  const call = powershellCall(script);
  if (!call) return undefined;
  const { text } = script.text;
  const rest = text.slice(call.end).trim();
  // The whole script in the quotes of the outer shell.
  const inner = /^"[^"]*"$/.test(rest) ? rest.slice(1, -1) : rest;
  return { text: inner, shell: call.head };
}

function ofShell(build: Build, instruction: Instruction, script: InstructionScript): PowershellScript | undefined {
  const shell = effectiveShell(build, instruction);
  const words = shell?.kind === 'shell' ? shell.words.join(' ') : '';
  return { text: script.text.text, shell: words };
}

/** `powershell -NoProfile -Command ` at the start of a RUN in shell form, for another shell. */
export function powershellCall(script: InstructionScript) {
  if (script.form !== 'shell' || script.instruction.kind !== 'Run') return undefined;
  const { text } = script.text;
  const found =
    /^\s*(\S+)((?:\s+-(?!c)\w+(?:\s+(?:Bypass|RemoteSigned|Unrestricted|Restricted|AllSigned))?)*)\s+-c(?:ommand)?\s+/i.exec(
      text,
    );
  const [head, name, flags] = found ?? [];
  if (head === undefined || name === undefined || !program.test(name)) return undefined;
  const start = head.length - head.trimStart().length;
  return {
    /** `powershell -noprofile`: the same for calls that a SHELL could replace. */
    head: `${name.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '')}${flags ?? ''}`.toLowerCase().replace(/\s+/g, ' '),
    name,
    end: head.length,
    at: script.text.locate({ start, end: start + name.length }),
  };
}

/** Statements of a script, roughly: what `;` and line ends separate outside quotes, braces and brackets. */
export function statementsOf(text: string): readonly string[] {
  const statements: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '{' || char === '[') depth++;
    else if (char === ')' || char === '}' || char === ']') depth--;
    else if ((char === ';' || char === '\n') && depth <= 0) {
      statements.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  statements.push(text.slice(start).trim());
  return statements.filter((statement) => statement !== '');
}

/** True for a statement that does not fail: it waits, prints, or sets a variable to a text or number. */
export function isHarmlessStatement(statement: string): boolean {
  return /^(Start-Sleep|sleep|Write-(Host|Output)|echo)\b|^\$[\w:]+\s*=\s*[\\'"\d]/i.test(statement);
}
