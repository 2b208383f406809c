import { dockerfileRule, insertBefore, replace } from '@plimsoll/core/rule';
import { plainName } from '../knowledge/base-images.ts';
import { plainImages } from '../knowledge/image-variables.ts';
import { endOfLine } from '../shared/line-ends.ts';
import { isWindowsStage, shippedImage } from '../shared/shipped-image.ts';
import { signalFault } from '../shared/stop-signals.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-nginx-sigquit',
  aliases: ['tally/prefer-nginx-sigquit'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Stop nginx with SIGQUIT.',
  why: `
    At SIGTERM nginx drops all connections at once; at SIGQUIT it finishes the requests that it is at. The official image
    and those of OpenResty set SIGQUIT already, so that nothing is asked of them; an image on a distribution is stopped
    with SIGTERM unless it says otherwise.
  `,
  sources: ['https://nginx.org/en/docs/control.html'],

  fixable: 'unsafe',
  fixTitle: 'Stop with SIGQUIT, at which nginx finishes its requests first',
  messages: {
    other: 'At {signal} nginx drops the connections that it serves. Use SIGQUIT, at which it finishes them.',
    missing:
      'The image is stopped with SIGTERM, at which nginx drops the connections that it serves. Add STOPSIGNAL SIGQUIT.',
  },

  examples: [
    {
      title: 'nginx on a distribution',
      bad: `
        FROM alpine:3.22
        RUN apk add --no-cache nginx
        CMD ["nginx", "-g", "daemon off;"]
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache nginx
        STOPSIGNAL SIGQUIT
        CMD ["nginx", "-g", "daemon off;"]
      `,
    },
    {
      title: 'Another signal',
      bad: `
        FROM nginx:1.29
        STOPSIGNAL SIGTERM
        CMD ["nginx", "-g", "daemon off;"]
      `,
      good: `
        FROM nginx:1.29
        STOPSIGNAL SIGQUIT
        CMD ["nginx", "-g", "daemon off;"]
      `,
    },
  ],

  on: {
    File(_file, { builds, report }) {
      const seen = new Set<number>();
      for (const build of builds) {
        const image = shippedImage(build);
        if (!image || isWindowsStage(build, image.target)) continue;
        const { base } = image;
        const isPlain =
          base.kind === 'scratch' || (base.kind === 'image' && plainImages.has(plainName(base.reference.familiarName)));
        const isNginx = (path: string): boolean => /^([^\s]*\/)?(nginx|openresty)$/.test(path);
        const fault = signalFault(image, 'SIGQUIT', isNginx, !isPlain);
        if (!fault || seen.has(fault.at.span.start)) continue;
        seen.add(fault.at.span.start);
        const { at } = fault;
        if (fault.kind === 'none') {
          const fix = () => [insertBefore(at, `STOPSIGNAL SIGQUIT${endOfLine(at)}`)];
          report({ at: at.keyword, message: 'missing', fix });
        } else {
          const value = fault.at.value ?? at.keyword;
          const fix = () => [replace(value, 'SIGQUIT')];
          report({ at: value, message: 'other', data: { signal: fault.name }, fix });
        }
      }
    },
  },
});
