import { type Application, composeModel, fact, type Service, type TextField } from '@plimsoll/core/rule';
import { isPinned, repositoryOf, tagOf } from './image-names.ts';

/** An image that a service takes from a registry. */
export interface PulledImage {
  readonly field: TextField;
  readonly reference: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly isPinned: boolean;
}

/**
 * The image that a service is started from, if it is known and comes from a registry: neither the service nor another
 * one of the application builds it, and `pull_policy` lets it be pulled.
 */
export function pulledImage(service: Service, application: Application): PulledImage | undefined {
  const { image, build, provider } = service;
  const reference = image?.value;
  // Of what is built, the image is only the name. What is never pulled was built on this machine.
  if (!image || !reference || build || provider) return undefined;
  const policy = service.get('pull_policy')?.value;
  if (policy === 'build' || policy === 'never' || builtImages(application).has(fullName(reference))) return undefined;
  const [repository, tag] = [repositoryOf(reference), tagOf(reference)];
  return { field: image, reference, repository, tag, isPinned: isPinned(reference) };
}

/** The names that services of the application give to what they build. */
const builtImages = fact('rules/built-images@1', (application: Application): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { build, image } of composeModel(application).services) {
    if (build && image?.value) names.add(fullName(image.value));
  }
  return names;
});

function fullName(reference: string): string {
  return `${repositoryOf(reference)}:${tagOf(reference) ?? 'latest'}`;
}
