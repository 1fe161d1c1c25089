// What the European Quality Label and the School Label ask for.
import { z } from 'zod';
import { sourceSchema } from '../rulebook/source.js';
import { linkSchema } from './parts.js';

const europeanLabelSchema = z.strictObject({
  minimumProposals: z.int().min(1).max(44),
  minimumPartnersWithLabel: z.int().min(1).max(100),
  /** Some years ask that the partners with the label are of different countries. */
  partnersFromDifferentCountries: z.boolean(),
  /** The part of an NSO's projects, best first, that it may propose; null for all. */
  highestShare: z.number().positive().max(1).nullable(),
  roundsPerYear: z.int().min(1).max(4),
  link: linkSchema,
  source: sourceSchema,
});

const schoolLabelSchema = z.strictObject({
  registeredYears: z.int().min(0).max(20),
  activeTeachers: z.int().min(0).max(100),
  /** National Quality Labels of its teachers, in the last years. */
  labels: z.strictObject({ minimum: z.int().min(0).max(100), withinYears: z.int().min(1).max(20) }),
  /** The head of the school signs a declaration. */
  headDeclaration: z.boolean(),
  link: linkSchema,
  source: sourceSchema,
});

export const recognitionSchema = z.strictObject({
  europeanLabel: europeanLabelSchema,
  schoolLabel: schoolLabelSchema,
  nationalLabelLink: linkSchema,
  portfolioLink: linkSchema,
});
