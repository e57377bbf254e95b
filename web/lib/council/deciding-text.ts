import { defineText } from '../language/text.ts';

/** Who decides for a council, and how many signatures that takes. */
export const decidingText = defineText({
  en: {
    you: {
      key: 'You decide alone: your signature is enough.',
      only: 'You are the only member of the council: your signature is enough.',
      any: 'You are {count, number} members. Any one of you decides: one signature is enough.',
      all: 'You decide together: all {count, number} of you must sign.',
      some: 'You decide together: {threshold, number} of {count, number} must sign.',
    },
    they: {
      key: 'One key decides: its signature is enough',
      only: 'One member decides: one signature is enough',
      any: 'Any one of {count, number} members decides: one signature is enough',
      all: 'All {count, number} members must sign',
      some: '{threshold, number} of {count, number} members must sign',
    },
  },
  zh: {
    you: {
      key: '由您一人决定，您签名即生效。',
      only: '议事会只有您一位成员，您签名即生效。',
      any: '你们共 {count} 人，任何一人签名即生效。',
      all: '由你们共同决定，{count} 人须全部签名。',
      some: '由你们共同决定，{count} 人中须有 {threshold} 人签名。',
    },
    they: {
      key: '由一把密钥决定，签名即生效',
      only: '由一位成员决定，签名即生效',
      any: '{count} 位成员中任何一人签名即生效',
      all: '{count} 位成员须全部签名',
      some: '{count} 位成员中须有 {threshold} 人签名',
    },
  },
});
