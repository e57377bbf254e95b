import { Option } from 'commander';

/** `--no-community-reason TEXT`, of `publish`, `revise` and `import`. */
export function communityReasonOption(): Option {
  // Without a default, commander would give `true` for an option that begins with `--no-`.
  return new Option(
    '--no-community-reason <text>',
    'why no community is asked, of what names a people; signed and public',
  ).default(null);
}
