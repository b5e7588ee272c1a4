// myologic from another language: one long-lived process, one JSON object a line in, one answer object a line out.
//
//     node examples/coprocess.mjs [COMMAND…]
//
// COMMAND starts it, `myologic ask --jsonl` by default. Line n of the output belongs to line n of the input, so that any number of
// questions may be on their way at once; the process ends when its input is closed.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class Myologic {
  constructor(command = ["myologic", "ask", "--jsonl"]) {
    this.waiting = [];
    this.child = spawn(command[0], command.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.waiting.shift().resolve(JSON.parse(line)));
    this.ended = new Promise((resolve) => this.child.on("close", resolve));
    this.child.stdin.on("error", () => {}); // that it ended is heard below, with its exit code
    this.child.on("error", (error) => this.fail(error));
    this.child.on("close", (code) => this.fail(new Error(`myologic ended with exit code ${code}`)));
  }

  // The answer object to a question; `given` are situations to assume, `after` the questions before it.
  ask(question, { given = [], after = [] } = {}) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(JSON.stringify({ question, given, after }) + "\n");
    });
  }

  async close() {
    this.child.stdin.end();
    return this.ended;
  }

  fail(error) {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

const first = "what strengthens the glutes";
try {
  const myologic = new Myologic(process.argv.length > 2 ? process.argv.slice(2) : undefined);
  const answers = await Promise.all([
    myologic.ask(first),
    myologic.ask("and without equipment", { after: [first] }),
    myologic.ask("why are the hip flexors tight", { given: ["I sit all day"] }),
    myologic.ask('a "quoted"\nquestion with ünusual characters \u202e'),
  ]);
  for (const { status, paraphrase, answers: items } of answers) {
    // A status of "safety" comes before everything else: show its text first, and alone.
    console.log(JSON.stringify({ status, paraphrase, first: items.length ? items[0].label : null, items: items.length }));
  }
  process.exitCode = await myologic.close();
} catch (error) {
  console.error(error.code === "ENOENT" ? `${error.path}: no such command; is it on the PATH?` : error.message);
  process.exitCode = 1;
}
