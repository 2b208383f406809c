import { distinctList, flag, integer, list, map, names, nothing, number, text, word } from './forms.ts';
import type { Form } from './word.ts';

/** A list of texts, each once. */
export const texts: readonly Form[] = [distinctList(word([text]))];

/** One text, or a list. */
export const textOrTexts: readonly Form[] = [text, ...texts];

/** `KEY=value` texts or a mapping. */
export const keyValues: readonly Form[] = [
  names('.+', word([text, number, flag, nothing])),
  distinctList(word([text])),
];

/** A command line, or its words. */
export const command: readonly Form[] = [nothing, text, list(word([text]))];

/** Host names with their addresses. */
export const hosts: readonly Form[] = [names('.+', word([text, list(word([text]))])), distinctList(word([text]))];

/** Secrets or configs that a container gets. */
export const fileMounts: readonly Form[] = [
  list(
    word([
      text,
      map({
        source: word([text]),
        target: word([text]),
        uid: word([text]),
        gid: word([text]),
        mode: word([number, text]),
      }),
    ]),
  ),
];

export const rateLimit: readonly Form[] = [
  map(
    {
      path: word([text]),
      rate: word([integer, text]),
    },
    { others: 'none' },
  ),
];

export const weightLimit: readonly Form[] = [
  map(
    {
      path: word([text]),
      weight: word([integer, text]),
    },
    { others: 'none' },
  ),
];

/** What runs at a point of a container's life. */
export const hook: readonly Form[] = [
  map(
    {
      command: word(command),
      user: word([text]),
      privileged: word([flag, text]),
      working_dir: word([text]),
      environment: word(keyValues),
    },
    { required: ['command'] },
  ),
];

export const preStartHook: readonly Form[] = [
  map({
    command: word(command),
    image: word([text]),
    user: word([text]),
    privileged: word([flag, text]),
    working_dir: word([text]),
    environment: word(keyValues),
    per_replica: word([flag, text]),
  }),
];
