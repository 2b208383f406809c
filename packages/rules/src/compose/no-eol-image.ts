import { composeRule, option } from '@plimsoll/core/rule';
import { releasesOf } from '../knowledge/end-of-life.ts';
import { pulledImage } from '../shared/pulled-images.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-eol-image',
  aliases: ['cis/5.28'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { default: 'info' },

  summary: 'Do not run a release that gets no more security fixes.',
  why: `
    After the end of its life a database, language or distribution gets no security fixes: flaws that are found from
    then on stay. Known are the ends of the commonest ones, by the version or code name in the tags of their own
    images; other images are left alone. Debian has long term support, which counts; support that is paid for does
    not.
  `,
  sources: ['https://endoflife.date/', 'https://www.cisecurity.org/benchmark/docker'],
  cwe: [1104],
  owasp: ['RULE #13'],

  fixable: 'none',
  options: {
    images: option.strings({ default: [], summary: 'Images, without tag, that may be old.' }),
  },
  messages: {
    ended: '{release} has had no security fixes since {end}. Move to a release that is supported.',
    default:
      'The default is {release}, which has had no security fixes since {end}. Move to a release that is supported.',
  },

  examples: [
    {
      title: 'A database that is out of support',
      bad: `
        services:
          db:
            image: postgres:11
      `,
      good: `
        services:
          db:
            image: postgres:17
      `,
    },
    {
      title: 'By default',
      bad: `
        services:
          app:
            image: node:\${NODE_VERSION:-16}
      `,
    },
  ],

  on: {
    Service(service, { application, project, options, report }) {
      const { today } = project;
      const image = pulledImage(service, application);
      if (!image?.tag || today === undefined || options.images.includes(image.repository)) return;
      const release = releasesOf(image.repository, image.tag).find(({ end }) => end < today);
      if (!release) return;
      const common = {
        ...aboutValue(image.field, service, project),
        data: { release: release.name, end: release.end },
      };
      if (image.field.state === 'default') report({ ...common, message: 'default' });
      else report({ ...common, message: 'ended' });
    },
  },
});
