/** Dockerfiles of about a given size in characters, each growing in one direction; costs must grow no faster. */
export const growthShapes: Readonly<Record<string, (size: number) => string>> = {
  'one long RUN': (size) => `FROM alpine:3.22\nRUN true${repeat(' && \\\n    echo word "quoted $VALUE"', size)}\n`,
  'many instructions': (size) => `FROM alpine:3.22\n${repeat('COPY --chown=1:1 source /target/\n', size)}`,
  'one heredoc': (size) => `FROM alpine:3.22\nRUN <<EOF\n${repeat('echo a line of the script\n', size)}EOF\n`,
  'one line': (size) => `FROM alpine:3.22\nLABEL text="${repeat('abcdefgh ', size)}"\n`,
  'deep flags': (size) => `FROM alpine:3.22\nRUN ${repeat('--mount=type=cache,target=/cache,id=a ', size)}true\n`,
  'many stages': (size) => `FROM alpine:3.22 AS stage\n${repeat('FROM stage\nCOPY --from=stage /a /b\n', size)}`,
};

function repeat(text: string, size: number): string {
  return text.repeat(Math.ceil(size / text.length));
}
