import { dockerfileRule, insertBefore, replace } from '@plimsoll/core/rule';
import { plainName } from '../knowledge/base-images.ts';
import { endOfLine } from '../shared/line-ends.ts';
import { isWindowsStage, shippedImage } from '../shared/shipped-image.ts';
import { signalFault } from '../shared/stop-signals.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-systemd-stopsignal',
  aliases: ['tally/prefer-systemd-sigrtmin-plus-3'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Stop systemd with SIGRTMIN+3.',
  why: `
    At SIGTERM systemd starts itself anew and goes on, so that \`docker stop\` waits for its timeout and then kills all
    services with it. SIGRTMIN+3 tells it to shut down in order. Bases whose init is another one (Alpine) are left alone,
    and so are those of which nobody knows here whether they set the signal.
  `,
  sources: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.html#SIGRTMIN+3'],

  fixable: 'unsafe',
  fixTitle: 'Stop with SIGRTMIN+3, at which systemd shuts down',
  messages: {
    other: 'At {signal} systemd does not shut down, so that all services are killed after the timeout. Use SIGRTMIN+3.',
    missing:
      'The image is stopped with SIGTERM, at which systemd does not shut down, so that all services are killed after the timeout. Add STOPSIGNAL SIGRTMIN+3.',
  },

  examples: [
    {
      title: 'Without a signal',
      bad: `
        FROM debian:trixie
        RUN apt-get update && apt-get install -y systemd systemd-sysv
        CMD ["/sbin/init"]
      `,
      good: `
        FROM debian:trixie
        RUN apt-get update && apt-get install -y systemd systemd-sysv
        STOPSIGNAL SIGRTMIN+3
        CMD ["/sbin/init"]
      `,
    },
    {
      title: 'Another signal',
      bad: `
        FROM registry.example.com/base:1
        STOPSIGNAL SIGTERM
        ENTRYPOINT ["/usr/lib/systemd/systemd"]
      `,
      good: `
        FROM registry.example.com/base:1
        STOPSIGNAL SIGRTMIN+3
        ENTRYPOINT ["/usr/lib/systemd/systemd"]
      `,
    },
    {
      title: 'The init of Alpine is another one',
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache openrc
        CMD ["/sbin/init"]
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
        const name = base.kind === 'image' ? plainName(base.reference.familiarName) : undefined;
        const isSystemd = (path: string): boolean =>
          /^((\/usr)?\/lib\/systemd\/)?systemd$/.test(path) ||
          (/^(\/usr)?\/sbin\/init$/.test(path) && name !== undefined && distributions.has(name));
        const fault = signalFault(image, 'SIGRTMIN+3', isSystemd, name === undefined || !distributions.has(name));
        if (!fault || seen.has(fault.at.span.start)) continue;
        seen.add(fault.at.span.start);
        const { at } = fault;
        if (fault.kind === 'none') {
          const fix = () => [insertBefore(at, `STOPSIGNAL SIGRTMIN+3${endOfLine(at)}`)];
          report({ at: at.keyword, message: 'missing', fix });
        } else {
          const value = fault.at.value ?? at.keyword;
          const fix = () => [replace(value, 'SIGRTMIN+3')];
          report({ at: value, message: 'other', data: { signal: fault.name }, fix });
        }
      }
    },
  },
});

/** Distributions whose init is systemd's and whose own images set no signal. */
const distributions = new Set(
  'debian ubuntu fedora centos rockylinux almalinux oraclelinux amazonlinux archlinux opensuse/leap'.split(' '),
);
