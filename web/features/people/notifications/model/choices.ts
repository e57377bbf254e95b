import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const FIELDS = graphql(`
  fragment ChoiceFields on NotificationChoices @_unmask {
    sendsMail
    email
    confirmedAt
    language
    kinds
    stopped {
      why
      answer
    }
    confirmation {
      until
      mail {
        state
        error
      }
    }
    failures {
      id
      kind
      createdAt
      error
    }
  }
`);

const CHOICES = graphql(
  `
    query NotificationChoices {
      notificationChoices {
        ...ChoiceFields
      }
    }
  `,
  [FIELDS],
);

export const SET_EMAIL = graphql(`
  mutation SetEmail($email: String!, $language: MailLanguage!) {
    setEmail(email: $email, language: $language) {
      email
    }
  }
`);

export const REMOVE_EMAIL = graphql(`
  mutation RemoveEmail {
    removeEmail {
      email
    }
  }
`);

export const RESUME_MAIL = graphql(`
  mutation ResumeMail {
    resumeMail {
      email
    }
  }
`);

export const CHOOSE = graphql(`
  mutation ChooseNotifications($kinds: [InboxKind!], $language: MailLanguage) {
    chooseNotifications(kinds: $kinds, language: $language) {
      kinds
    }
  }
`);

export const CONFIRM_EMAIL = graphql(`
  mutation ConfirmEmail($code: String!) {
    confirmEmail(code: $code)
  }
`);

export type Choices = ResultOf<typeof CHOICES>['notificationChoices'];

const KEY = 'notification-choices';

export function useChoices() {
  return useQuery({
    queryKey: [KEY],
    queryFn: async ({ signal }) => (await request(CHOICES, {}, { signal })).notificationChoices,
  });
}

/** Asks again after an act. */
export function useChoicesChanged() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: [KEY] });
}
