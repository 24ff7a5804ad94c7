/** What `gobi explain CODE` tells: why the code exists, a program that gives it, and one that does not. */
export interface ExplainPage {
  readonly about: string;
  readonly wrong: string;
  readonly right: string;
  /** Set where the programs are files of a project, not scripts. */
  readonly project?: true;
  /** Set where they are run by a role, `clerk`, that may insert into `orders` and nothing else. */
  readonly byClerk?: true;
}
