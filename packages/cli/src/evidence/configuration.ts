import { dirname } from 'node:path';
import type { Notice } from '@stackengine/engine';
import {
  type Configuration,
  holdsDirectives,
  isKnownDirective,
  readConfiguration,
  readDirectory,
  splitDump,
} from '@stackengine/nginx-config';
import { Refusal } from '../refusal.js';
import { createDisk, type Disk, isDirectory, nameOf } from './disk.js';

export interface GivenConfiguration {
  readonly configuration: Configuration;
  readonly disk: Disk;
  /** The directory that was given, or that of the main file: nginx's configuration prefix, and the bounds of a write. */
  readonly root: string;
  /** A directory was given, which may be the copy of a server's. */
  readonly copied: boolean;
  /** Why nothing can be written back: the output of `nginx -T`, or standard input. */
  readonly unwritable: string | undefined;
  readonly notices: readonly Notice[];
}

/** Reads what `--config` names: files, fragments, dumps, or one directory; undefined where nothing was given. */
export function readGivenConfiguration(paths: readonly string[]): GivenConfiguration | undefined {
  if (paths.length === 0) return undefined;
  const directories = paths.filter(isDirectory);
  const files = paths.filter((path) => !directories.includes(path));
  const [directory, second] = directories;
  if (second !== undefined) throw new Refusal(`${second}: one directory at a time can be the configuration`);

  const disk = createDisk();
  const inputs = files.map((path) => ({ file: nameOf(path), text: disk.open(path) }));
  const configuration =
    directory !== undefined && inputs.length === 0
      ? readDirectory(directory, disk)
      : readConfiguration(inputs, disk, directory === undefined ? {} : { directory });
  for (const { file } of inputs) {
    const tree = configuration.trees.find((candidate) => candidate.file === file);
    if (tree !== undefined && !holdsDirectives(tree)) throw notConfiguration(file);
  }
  if (!configuration.trees.some(({ body }) => body.some(isKnownDirective)))
    throw notConfiguration(directory ?? nameOf(files[0] ?? ''));

  const dump = inputs.find(({ text }) => splitDump(text) !== undefined);
  return {
    configuration,
    disk,
    root: directory === undefined ? dirname(files[0] ?? '.') : mainDirectory(configuration, directory),
    copied: directory !== undefined,
    unwritable:
      dump !== undefined
        ? `${dump.file} is the output of nginx -T`
        : files.includes('-')
          ? 'the configuration came from standard input'
          : undefined,
    notices: encodingNotices(disk),
  };
}

export const notConfiguration = (file: string) =>
  new Refusal(
    `${file}:1: no directive of nginx is in it; give an nginx configuration, a part of one, or its directory`,
  );

function mainDirectory(configuration: Configuration, directory: string): string {
  const [main] = configuration.trees;
  return configuration.outside === 'nothing' && main !== undefined ? dirname(main.file) : directory;
}

function encodingNotices(disk: Disk): readonly Notice[] {
  return [...disk.encodings]
    .filter(([, encoding]) => encoding === 'latin1')
    .map(([file]) => ({
      code: 'not-utf8',
      text: 'is not UTF-8; read and written byte for byte as Latin-1',
      file: nameOf(file),
    }));
}
