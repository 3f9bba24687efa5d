// Read a JSON array of instances from stdin, and write as one whether each fits the schema file.
// The schema must compile in strict mode: any complaint of ajv's ends the program with an error.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const complain = (...words) => {
  throw new Error(words.join(" "));
};
const logger = { log: complain, warn: complain, error: complain };
const ajv = new Ajv2020.default({ allErrors: true, logger, strict: true });
addFormats.default(ajv);

const [, , schemaFile] = process.argv;
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));
const instances = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(instances.map((instance) => validate(instance))));
