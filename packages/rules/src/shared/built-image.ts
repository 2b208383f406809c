import { type Application, type LinkedBuild, linkedBuild, type Project, type Service } from '@plimsoll/core/rule';
import { hasForeignSyntax } from './foreign-syntax.ts';
import { isContainer } from './service-places.ts';
import { type ShippedImage, shippedImage } from './shipped-image.ts';

/** A service's build with what it puts into the image. */
export interface BuiltImage {
  readonly link: LinkedBuild;
  readonly build: NonNullable<LinkedBuild['result']>;
  readonly image: ShippedImage;
}

/**
 * The image that a service builds; undefined where Dockerfile or target is not known, where another frontend reads the
 * file, or where a part of an application leaves the context to its base, so that the Dockerfile may be another one.
 */
export function builtImage(project: Project, service: Service, application: Application): BuiltImage | undefined {
  if (!isContainer(service) || !service.build) return undefined;
  const { context } = service.build;
  if (application.fragment && (context === undefined || context.origin.synthetic)) return undefined;
  const link = linkedBuild(project, service);
  if (!link?.result || hasForeignSyntax(link.result.dockerfile)) return undefined;
  const image = shippedImage(link.result);
  return image && { link, build: link.result, image };
}
