/** The parts of a SARIF 2.1.0 log that the compiler writes, under the names of that format. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}

export interface SarifRun {
  readonly tool: {
    readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly SarifRule[] };
  };
  readonly columnKind: 'unicodeCodePoints';
  readonly results: readonly SarifResult[];
}

/** One code of the message table. */
export interface SarifRule {
  readonly id: string;
  readonly fullDescription: SarifText;
  readonly help: SarifText & { readonly markdown: string };
  readonly defaultConfiguration: { readonly level: SarifLevel };
}

export type SarifLevel = 'error' | 'warning' | 'note';

export interface SarifText {
  readonly text: string;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations: readonly [SarifLocation];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly fixes?: readonly [SarifFix];
}

export interface SarifLocation {
  readonly id?: number;
  /** Without the text of the file there is no region. */
  readonly physicalLocation: { readonly artifactLocation: SarifArtifact; readonly region?: SarifRegion };
  readonly message?: SarifText;
}

/** A file by its path from where the check ran, as a relative URI. */
export interface SarifArtifact {
  readonly uri: string;
}

/** Lines and columns from 1, in code points; the end column is behind the last character. */
export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface SarifFix {
  readonly description: SarifText;
  readonly artifactChanges: readonly [
    {
      readonly artifactLocation: SarifArtifact;
      readonly replacements: readonly {
        readonly deletedRegion: SarifRegion;
        readonly insertedContent: SarifText;
      }[];
    },
  ];
}
