import { parseImageReference, type Service } from '@plimsoll/core/rule';
import { type ImageNeeds, imageNeeds } from '../knowledge/image-needs.ts';

/** What a service needs, or why that is not known. */
export type KnownNeeds =
  | { readonly kind: 'known'; readonly image: string; readonly needs: ImageNeeds }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * What the program of a service needs. Known only where the image is, and nothing says that another program runs in it: no
 * entrypoint, and a command that is one of the image or options for it.
 */
export function knownNeeds(service: Service): KnownNeeds {
  if (service.build) return unknown('it is built here, and what its program needs is not known');
  if (service.image?.value === undefined) return unknown('which image it runs depends on a variable');
  const result = parseImageReference(service.image.value);
  const image = result.ok ? result.reference.familiarName : service.image.value;
  const needs = result.ok ? imageNeeds(image, result.reference.tag?.text) : undefined;
  if (!needs) return unknown(`what ${image} needs is not known`);
  if (service.entrypoint) return unknown(`it has an entrypoint of its own, and what that needs is not known`);
  if (service.command && !isOwnCommand(service.command.value, needs)) {
    return unknown(`its command is none of those known of ${image}, and what that needs is not known`);
  }
  return { kind: 'known', image, needs: { ...needs, capabilities: capabilitiesFor(service, needs) } };
}

function unknown(why: string): KnownNeeds {
  return { kind: 'unknown', why };
}

function isOwnCommand(words: readonly string[] | undefined, { commands }: ImageNeeds): boolean {
  const first = words?.[0];
  if (first === undefined) return words !== undefined;
  return first.startsWith('-') || commands.some((command) => first.includes(command));
}

/** Who starts without privileges has no capability to lose, unless the file of the program brings some. */
function capabilitiesFor({ user }: Service, needs: ImageNeeds): readonly string[] | undefined {
  if (!user || needs.fileCapabilities) return needs.capabilities;
  const name = user.value?.split(':')[0]?.trim();
  if (name === undefined) return undefined;
  if (/^(?:root|0+)?$/.test(name)) return needs.capabilities?.length === 0 ? undefined : needs.capabilities;
  return [];
}
