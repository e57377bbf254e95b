import { graphql, type ResultOf } from '../session/graphql.ts';

export const CONTACT = graphql(`
  fragment ContactFields on Organization @_unmask {
    website
    contact {
      email
      telephone
      name
      postalAddress
    }
  }
`);

export const BEFOREHAND = graphql(`
  fragment BeforehandFields on Organization @_unmask {
    welcome {
      en
      zh
    }
    never {
      en
      zh
    }
    answersWithinDays
    closedUntil
    closedReason {
      en
      zh
    }
  }
`);

export type ShownContact = ResultOf<typeof CONTACT>;
export type ShownBeforehand = ResultOf<typeof BEFOREHAND>;
