import { didYouMean, warning } from '../message.ts';

/** PLG19xx: comments that ignore findings. */
export const suppressionMessages = {
  PLG1901: warning<{ code: string }>(
    (p) => `nothing here gives ${p.code}: the comment ignores no finding`,
    () => 'remove it',
  ),
  PLG1902: warning<{ code: string; nearest?: string | undefined }>(
    (p) => (p.code === '' ? 'the comment names no code to ignore' : `there is no code \`${p.code}\` to ignore`),
    (p) =>
      p.code === ''
        ? 'name it: `-- gobi-ignore PLG1312: the reason`'
        : (didYouMean(p) ?? '`gobi explain` lists the codes'),
  ),
  PLG1903: warning<{ codes: string }>(
    () => 'a finding is ignored without a reason, so it is still shown',
    (p) => `say why: \`-- gobi-ignore ${p.codes}: the reason\``,
  ),
  PLG1904: warning<{ code: string }>(
    (p) => `${p.code} is an error and cannot be ignored`,
    () => 'mend it; only warnings and information can be ignored',
  ),
} as const;
