// The Dockerfile language below the rules: its parser, its words and what BuildKit makes of them.
export { type ArgumentText, quotedWords } from './dockerfile/arguments.ts';
export {
  type CheckOptions,
  type CheckOptionsResult,
  instructionCheckOptions,
  parseCheckOptions,
} from './dockerfile/check-options.ts';
export { type DetectedDirective, detectDirective } from './dockerfile/detect-directive.ts';
export { parseGoDuration } from './dockerfile/durations.ts';
export { evaluateParts, newEvaluation, splitWords } from './dockerfile/evaluate-word.ts';
export { type HeredocToken, heredocTokens, parseHeredocToken } from './dockerfile/heredocs.ts';
export { type IgnoreFile, type IgnorePattern, parseIgnoreFile } from './dockerfile/ignore-file.ts';
export { type DeviceResult, parseDevice } from './dockerfile/instructions/mount.ts';
export { type JsonArrayResult, readJsonArray } from './dockerfile/json-array.ts';
export { type Leaf, type LeafKind, leavesOf } from './dockerfile/leaves.ts';
export { type ParseDockerfileOptions, parseDockerfile } from './dockerfile/parse-dockerfile.ts';
export { instructionNames } from './dockerfile/parse-instruction.ts';
export { type LexedPart, type LexedWord, type LexerOptions, lexWord } from './dockerfile/word-lexer.ts';
export * from './dockerfile/words.ts';
export { finalImage, type ImageConfiguration } from './facts/final-image.ts';
export { isSignal } from './facts/signals.ts';
