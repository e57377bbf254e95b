import { CURRENCY, NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

export const ORGANIZATIONS = graphql(
  `
    query AdminOrganizations($after: String) {
      organizations(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...NamedOrganization
            kind
            isAdmitted
            requestedBy
            requestedAt
            council
            succession {
              candidate
              seatableAt
              byCouncil
            }
            suspension {
              suspendedFrom
              reason
            }
            members {
              address
              role
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type Organization = ResultOf<typeof ORGANIZATIONS>['organizations']['edges'][number]['node'];

export const ADMISSION_REQUESTS = graphql(`
  query AdmissionRequests {
    admissionRequests {
      organizationId
      state
      contact
      letter
      question
      answer
    }
  }
`);

export type AdmissionRequest = ResultOf<typeof ADMISSION_REQUESTS>['admissionRequests'][number];

export const ASK_BACK = graphql(`
  mutation AskBackAdmission($id: ID!, $words: String!) {
    askBackAdmission(organizationId: $id, question: $words) {
      state
    }
  }
`);

export const REFUSE = graphql(`
  mutation RefuseAdmission($id: ID!, $words: String!) {
    refuseAdmission(organizationId: $id, reason: $words) {
      state
    }
  }
`);

export const SALES = graphql(`
  query AdminSales {
    deployment {
      isPaused
      accreditor
    }
  }
`);

export const MONEY = graphql(
  `
    query AdminCurrencies {
      deployment {
        givesPlayMoney
        currencies {
          ...CurrencyFields
        }
      }
    }
  `,
  [CURRENCY],
);

export const DISPUTES = graphql(
  `
    query OpenDisputes {
      openDisputes {
        assetId
        openedAt
        reason
        organization {
          ...NamedOrganization
        }
        asset {
          id
          title {
            en
            zh
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export const WAITING_DISPUTES = graphql(
  `
    query WaitingDisputes {
      waitingDisputes {
        assetId
        allowedAt
        organization {
          ...NamedOrganization
        }
        asset {
          id
          title {
            en
            zh
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type WaitingDispute = ResultOf<typeof WAITING_DISPUTES>['waitingDisputes'][number];

export const ASKERS = graphql(`
  query Askers($addresses: [String!]!) {
    people(addresses: $addresses) {
      address
      displayName
      name
    }
  }
`);

export type Asker = ResultOf<typeof ASKERS>['people'][number];

export type OpenDispute = ResultOf<typeof DISPUTES>['openDisputes'][number];

export const HEALTH = graphql(`
  query AdminHealth {
    health {
      service
      isHealthy
      message
      latencyMs
      details
    }
  }
`);

export type ServiceHealth = ResultOf<typeof HEALTH>['health'][number];

export const JOBS = graphql(`
  query AdminJobs {
    jobs {
      name
      state
      lastRunAt
      lastError
      behind
    }
  }
`);

export const BACKUPS = graphql(`
  query Backups {
    backups {
      id
      createdAt
      bytes
      state
      progress
      error
      recipient
    }
    backupRecipient {
      recipient
      setAt
      setBy
    }
    backupActs {
      kind
      backupId
      recipient
      by
      at
    }
  }
`);

type Backups = ResultOf<typeof BACKUPS>;
export type Backup = Backups['backups'][number];
export type BackupRecipient = Backups['backupRecipient'];
export type BackupAct = Backups['backupActs'][number];
