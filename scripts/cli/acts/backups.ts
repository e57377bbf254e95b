import { act, argument, option, parent, required, type ActGroup } from '../act.ts';
import { DATA_DIR, RECIPIENT } from './parameters.ts';

const IDENTITY = option('--identity <file>', 'file of age-keygen that opens it, where it is encrypted');

/** `backup`, `backup verify` and `restore` work on this machine and need no key; the others ask a running platform, as its operator. */
export const BACKUPS: ActGroup = {
  title: 'Backups',
  acts: [
    act('backup', 'copy a data directory into one file, also while the platform runs', {
      takes: [
        DATA_DIR,
        option('--out <file>', 'the file to write'),
        option(
          '--recipient <age1>',
          'encrypt it to this age key, none for a backup in clear (default: the one set with backup recipient)',
        ),
      ],
      load: async () => (await import('../backups.ts')).backup,
    }),
    act('backup verify', 'read every byte of a backup and compare it with its manifest', {
      takes: [argument('<FILE>', 'the backup'), IDENTITY],
      load: async () => (await import('../backups.ts')).backupVerify,
    }),
    act('backup create', 'have the running platform make a backup, and wait for it; by its operator', {
      load: async () => (await import('../backups.ts')).backupCreate,
    }),
    act('backup list', 'the backups that the platform keeps; for its operator', {
      load: async () => (await import('../backups.ts')).backupList,
    }),
    act(
      'backup fetch',
      'download a backup of the platform (--out FILE); run again, it goes on where it was',
      {
        takes: [argument('<ID>', 'the backup')],
        load: async () => (await import('../backups.ts')).backupFetch,
      },
    ),
    act('backup delete', 'delete a backup of the platform', {
      takes: [argument('<ID>', 'the backup')],
      load: async () => (await import('../backups.ts')).backupDelete,
    }),
    parent('backup recipient', 'the age key that backups are encrypted to; by the operator'),
    act('backup recipient show', 'which one it is', {
      load: async () => (await import('../backups.ts')).recipientShow,
    }),
    act('backup recipient set', 'encrypt backups to this key from now on', {
      takes: [RECIPIENT],
      load: async () => (await import('../backups.ts')).recipientSet,
    }),
    act('backup recipient clear', 'make backups in clear from now on', {
      load: async () => (await import('../backups.ts')).recipientClear,
    }),
    act('restore', 'bring a backup into a new data directory', {
      takes: [
        argument('<FILE>', 'the backup'),
        required('--data-dir <dir>', 'a directory that is empty or not there'),
        IDENTITY,
      ],
      load: async () => (await import('../backups.ts')).restoreBackup,
    }),
  ],
};
