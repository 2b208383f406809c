import type { ScriptCheckAnswer, ScriptCheckRequest, ScriptRemark } from '@plimsoll/core';

/** What ShellCheck 0.9.0 said of the scripts of examples, where that program is not run: by their text. */
const recorded: ReadonlyMap<string, readonly ScriptRemark[]> = new Map([
  [
    '\ndir=$(mktemp -d) && cd $dir && ls\n',
    [
      {
        code: 'SC2086',
        level: 'info',
        message: 'Double quote to prevent globbing and word splitting.',
        line: 2,
        column: 24,
        endLine: 2,
        endColumn: 28,
      },
    ],
  ],
]);

/** Answers from the record; nothing is found in other scripts. */
export function recordedChecks(requests: readonly ScriptCheckRequest[]): readonly ScriptCheckAnswer[] {
  return requests.map((request) => ({ ...request, remarks: recorded.get(request.text) ?? [] }));
}
