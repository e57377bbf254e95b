/** What each is for, by its name on the platform. */
export const JOB_WORDS = {
  sealer: 'sealer',
  'log-watch': 'logWatch',
  'log-projection': 'projection',
  'chain-follower': 'follower',
  'file-jobs': 'fileJobs',
  'file-jobs-light': 'fileJobsLight',
  'file-jobs-heavy': 'fileJobsHeavy',
  'fixity-files': 'fixityFiles',
  fixity: 'fixityAll',
  'fixity-checks': 'fixityChecks',
  sweeper: 'sweeper',
  vault: 'vaultJob',
  'take-downs': 'takeDowns',
  'sale-states': 'saleStates',
  'search-covers': 'searchCovers',
  copies: 'copiesJob',
  'desk-inbox': 'deskInbox',
  'desk-delivery': 'deskDelivery',
  'desk-mail': 'deskMail',
  'desk-webhooks': 'deskWebhooks',
} as const;

export function isKnownJob(name: string): name is keyof typeof JOB_WORDS {
  return name in JOB_WORDS;
}
