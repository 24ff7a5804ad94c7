/** What deploys ask of the compiler: the check of a whole project, and what its objects do to each other. */
export {
  checkProject,
  filePaths,
  follow,
  parseFile,
  projectFindings,
  sourceFile,
  usersOf,
} from '../../../compiler/index.ts';
export type { Checked, Followed, Project, ProjectFile, SourceFile, Surroundings } from '../../../compiler/index.ts';
