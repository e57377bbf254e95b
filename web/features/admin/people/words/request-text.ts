import { defineText } from '../../../../lib/language/text.ts';

/** What asker and accreditor say to each other before a decision. */
export const requestText = defineText({
  en: {
    contact: 'Contact',
    letter: 'Letter',
    question: 'You asked',
    answer: 'The answer',
    notGiven: 'Not given',
    askedBack: 'Waits for the answer to your question',
    askBack: 'Ask back',
    refuse: 'Refuse',
    askBackTitle: 'Ask {name} something',
    askBackLead: 'The asker reads it on the page on which they asked for admission, and answers there.',
    askBackField: 'Your question',
    askBackVerb: 'Send the question',
    refuseTitle: 'Refuse {name}',
    refuseLead:
      'The asker reads the reason, and may ask again. The short name is free for others. Nothing is published.',
    refuseField: 'Why you refuse',
    refuseVerb: 'Refuse',
  },
  zh: {
    contact: '联系方式',
    letter: '申请说明',
    question: '您的问题',
    answer: '对方的答复',
    notGiven: '未填写',
    askedBack: '等待对方答复您的问题',
    askBack: '询问',
    refuse: '不予接纳',
    askBackTitle: '询问{name}',
    askBackLead: '申请人会在其申请页面看到问题，并在那里答复。',
    askBackField: '您的问题',
    askBackVerb: '发送问题',
    refuseTitle: '不予接纳{name}',
    refuseLead: '申请人会看到理由，并可再次申请。其简称可由他人使用。此事不会公开。',
    refuseField: '不予接纳的理由',
    refuseVerb: '不予接纳',
  },
});
