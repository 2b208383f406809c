import { expect, test } from '@jest/globals';
import { looksLikeCompose, parseCompose } from './parse-compose.ts';

test.each([
  ['services:\n  a: {image: x}', 'compose'],
  ['version: "3"\nvolumes: {a: }', 'compose'],
  ['include: [a.yaml]', 'compose'],
  ['x-a: {image: b}\nservices: {}', 'compose'],
  ['web:\n  image: x\ndb:\n  build: .\n', 'compose-v1'],
  ['on: push\njobs: {a: {services: {}}}', 'other'],
  ['stages: [a]\nbuild:\n  image: x\n  script: [make]', 'other'],
  ['build:\n  image: x\n  script: [make]', 'other'],
  ['apiVersion: v1\nkind: Service\nmetadata: {}', 'other'],
  ['openapi: 3.0.0\npaths: {}', 'other'],
  ['- hosts: all\n  tasks: []', 'other'],
  ['- import_playbook: a.yml\n- name: b\n  docker_container: {image: x}', 'other'],
  ['- name: web\n- name: db', 'compose'],
  ['- name: web\n  image: x', 'compose'],
  ['- a\n- hosts: all', 'compose'],
  ['a: "broken', 'compose'],
  ['', 'compose'],
  ['just text', 'compose'],
])('%j is %s', (text, expected) => {
  expect(looksLikeCompose(parseCompose(text, { path: 'app/compose.yaml' }))).toBe(expected);
});

test('without content the name decides', () => {
  expect(looksLikeCompose(parseCompose('', { path: 'values.yaml' }))).toBe('other');
});
