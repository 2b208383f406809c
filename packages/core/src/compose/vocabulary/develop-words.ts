import { flag, list, map, oneOf, text, word } from './forms.ts';
import { hook, textOrTexts } from './shapes.ts';
import type { Keys } from './word.ts';

/** What `develop` of a service holds. */
export const developWords: Keys = {
  watch: word([
    list(
      word([
        map(
          {
            ignore: word(textOrTexts),
            include: word(textOrTexts, { since: '2.32.2' }),
            path: word([text]),
            action: word([oneOf(['rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'])]),
            target: word([text]),
            exec: word(hook, { since: '2.32.2' }),
            initial_sync: word([flag], { since: 'next' }),
          },
          { required: ['path', 'action'] },
        ),
      ]),
    ),
  ]),
};
