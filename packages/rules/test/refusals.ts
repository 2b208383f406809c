import { createLinter } from '@plimsoll/core';
import { rules } from '../src/index.ts';

const linter = createLinter({ rules: rules.filter(({ id }) => id.startsWith('dockerfile/valid-')) });

/**
 * What a Dockerfile is refused for: rule and exact characters, in order. `later`: only another build is. A rule's id is
 * written without `dockerfile/valid-`.
 */
export function refusalsOf(text: string): readonly string[] {
  const [file] = linter.lintText(text, { path: 'Dockerfile' }).files;
  return (file?.findings ?? [])
    .filter(({ severity, messageId }) => severity === 'error' || messageId === 'later')
    .map(({ rule, messageId, start, end }) => {
      const later = messageId === 'later' ? 'later ' : '';
      return `${later}${rule.slice('dockerfile/valid-'.length)} ${text.slice(start.offset, end.offset)}`;
    });
}
