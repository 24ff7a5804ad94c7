import type { suppressionMessages } from '../messages/suppression-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG19xx. */
export const suppressionPages: Readonly<Record<keyof typeof suppressionMessages, ExplainPage>> = {
  PLG1901: {
    about:
      'A comment `gobi-ignore` names a code that its line does not give. The code it was for may have changed; a comment that stays would hide the next finding. It speaks of its own line, or, alone on a line, of the next line with code.',
    wrong: `function f() returns int {
    let a = 1 -- gobi-ignore PLG1105: kept for later
    return a
}`,
    right: `function f() returns int {
    let a = 1 -- gobi-ignore PLG1105: kept for later
    return 2
}`,
  },
  PLG1902: {
    about: 'The comment names a code that is not in the table, so it ignores nothing. `gobi explain` lists all codes.',
    wrong: `function f() returns int {
    let a = 1 -- gobi-ignore PLG1999: kept for later
    return 2
}`,
    right: `function f() returns int {
    let a = 1 -- gobi-ignore PLG1105: kept for later
    return 2
}`,
  },
  PLG1903: {
    about:
      'Whoever reads the line later must know why its finding does not count. Without a reason behind a colon the comment ignores nothing.',
    wrong: `function f() returns int {
    let a = 1 -- gobi-ignore PLG1105
    return 2
}`,
    right: `function f() returns int {
    let a = 1 -- gobi-ignore PLG1105: kept for later
    return 2
}`,
  },
  PLG1904: {
    about:
      'Code with an error cannot be built or run, so that hiding the error would only delay it. Warnings and information can be ignored; warnings that --strict makes errors too.',
    wrong: `print(x) -- gobi-ignore PLG1101: comes later`,
    right: `let x = 1
print(x)`,
  },
};
