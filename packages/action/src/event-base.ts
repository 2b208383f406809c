import type { Git } from '../../cli/src/run-git.ts';
import { valueAt } from './value-at.ts';

/** What a run is compared with: a commit, or nothing, and why. */
export type EventBase =
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The commit that the event's change started from. `payload` is what GitHub sends with the event `name`; one of another
 * form has no base. Source: GitHub Docs, "Webhook events and payloads": `pull_request`, `merge_group`, `push`.
 */
export function baseOfEvent(name: string, payload: unknown, git: Git): EventBase {
  const pullBase = commitAt(payload, 'pull_request', 'base', 'sha');
  if (pullBase) {
    return { kind: 'commit', commit: mergedInto(git, commitAt(payload, 'pull_request', 'head', 'sha')) ?? pullBase };
  }
  const queueBase = commitAt(payload, 'merge_group', 'base_sha');
  if (queueBase) return { kind: 'commit', commit: queueBase };
  const before = commitAt(payload, 'before');
  if (before === undefined) return { kind: 'none', reason: `the event "${name}" has no base commit` };
  if (/^0+$/.test(before)) return { kind: 'none', reason: 'the branch is new' };
  const isGone = valueAt(payload, 'forced') === true && !isShallow(git) && !isKnown(git, before);
  return isGone
    ? { kind: 'none', reason: 'a forced push took away the commit before it' }
    : { kind: 'commit', commit: before };
}

function commitAt(payload: unknown, ...keys: readonly string[]): string | undefined {
  const value = valueAt(payload, ...keys);
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ? value : undefined;
}

/**
 * The first parent of HEAD, if HEAD merges `head`: what `actions/checkout` takes for a pull request. The payload's base
 * may be older, and then what others did since would count as the pull request's.
 */
function mergedInto(git: Git, head: string | undefined): string | undefined {
  return head !== undefined && commitNamed(git, 'HEAD^2') === head ? commitNamed(git, 'HEAD^1') : undefined;
}

/** The commit that a name stands for; undefined if there is none here. */
export function commitNamed(git: Git, name: string): string | undefined {
  const { isGood, bytes } = git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return isGood ? bytes.toString('utf8').trim() : undefined;
}

function isKnown(git: Git, commit: string): boolean {
  return commitNamed(git, commit) !== undefined;
}

function isShallow(git: Git): boolean {
  return git(['rev-parse', '--is-shallow-repository']).bytes.toString('utf8').trim() === 'true';
}
