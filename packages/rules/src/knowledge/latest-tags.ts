import { repositoryOf, tagOf } from '../shared/image-names.ts';
import { plainName } from './base-images.ts';

/**
 * The version that `latest` stood for, of the Docker Official Images whose tags tell. From the manifests of
 * docker-library/official-images, state of 2026-08-21, written down 2026-11-22. Versions do not vanish, so that an old
 * one is still an example of what to write.
 */
const table =
  'adminer:6.0.1 almalinux:10.2 alpine:3.24 amazonlinux:2023 arangodb:3.12 bash:5.3 busybox:1.38 caddy:2.11 cassandra:5.0 clickhouse:26.7 composer:2.10 couchbase:8.0.2 couchdb:3.5 crate:6.4 dart:3.13 debian:13.6 docker:29.7 drupal:11.4 eclipse-mosquitto:2 elixir:1.20 emqx:5.8 erlang:29.0 fedora:44 flink:2.3 gcc:16.2 ghost:6.59 golang:1.27 gradle:9.7 groovy:5.1 haproxy:3.4 haskell:9.14 httpd:2.4 influxdb:2.9 jetty:12.1 joomla:6.1 jruby:10.1 kong:3.9 liquibase:5.0 mariadb:12.3 matomo:5.13 maven:3.9 mediawiki:1.46 memcached:1.6 mysql:26.7 nats:2.14 neo4j:2026.07 nextcloud:34.0 nginx:1.31 node:26.7 odoo:19.0 orientdb:3.2 perl:5.44 photon:5.0 php:8.5 phpmyadmin:5.2 postgres:18.6 python:3.14 r-base:4.6.1 rabbitmq:4.3 redis:8.10 redmine:7.0 registry:3.1 rethinkdb:2.4 rocket.chat:8.5 ruby:4.0 rust:1.98 sapmachine:26 solr:10.0 storm:3.0 swift:6.3 telegraf:1.39 tomcat:11.0 tomee:10.1 traefik:v3.7 ubuntu:26.04 varnish:9.0 wordpress:7.1 xwiki:18.6 zookeeper:3.9';

let tags: ReadonlyMap<string, string> | undefined;

/** `, such as NAME:VERSION` with a version that the image has; empty if none is known. `name`: without tag and digest. */
export function exampleOf(name: string): string {
  tags ??= new Map(table.split(' ').map((entry): [string, string] => [repositoryOf(entry), tagOf(entry) ?? '']));
  const tag = tags.get(plainName(name));
  return tag === undefined ? '' : `, such as ${name}:${tag}`;
}
