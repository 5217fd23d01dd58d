#!/usr/bin/env python3
"""Times c3 beside `cp -r` + sync and restic on the same data, in one run, and prints the ratios.

usage: run.py [--work DIR] [--rounds N] [--sets large,small,tables] [--no-handover] [--json FILE]

collect  from the end of the script to the durable end of the job: hash, store, commit; `next` is that of a second
         job with other bytes, by a server and an agent that have seen one
pull     `c3 pull` of that job into an empty folder, then sync
dataset  `c3 data cp` of the set: first, unchanged, and with one file changed; restic backup the same three times
memory   the most that server and agent ever had in memory (VmHWM)
start    `--version`, `data ls` on a warm server, and `deploy -f` typed to the script's first line, warm and cold

Each figure is the median over the rounds; every c3 run stands right beside its own `cp -r` + sync, since a machine's
speed drifts. Server and agent are new in each round, so `collect` is their first job. Needs about ten times the size of
a set in DIR. restic is used when it is on the PATH. --no-handover takes every byte over HTTP, as from another machine.
"""
import argparse
import datetime
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
C3 = os.path.join(os.path.dirname(HERE), "c3")


def sync(folder):
    subprocess.run(["sync", "-f", folder], check=True)


def touch(mib):
    """A command that writes to memory and releases it. A virtual machine gives its host what it has not used for two
    seconds, and waits for every page that it takes anew: 220 MB of files are then written in 0.9 s and not in 0.07 s.
    What is timed right behind something large would be fast and what is timed after a pause slow, so all of it comes
    behind this. In huge pages, where there are any: files are written into those."""
    return [
        sys.executable,
        "-c",
        "import mmap\n"
        f"memory = mmap.mmap(-1, {mib} << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
        "try: memory.madvise(mmap.MADV_HUGEPAGE)\n"
        "except (AttributeError, OSError): pass\n"
        f"for at in range(0, {mib} << 20, 4096): memory[at] = 1",
    ]


# More than one command of c3, with its server and agent, uses.
START_MIB = 512


def available_mib():
    with open("/proc/meminfo") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("MemAvailable:"))


def mib_of(tree):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(tree) for name in names) >> 20


def peak_mib(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmHWM:"))


class Bench:
    def __init__(self, work, handover):
        self.work = work
        self.env = dict(os.environ)
        if not handover:
            self.env["C3_HANDOVER"] = "off"
        self.restic = shutil.which("restic")
        self.folders = 0
        self.touched_mib = START_MIB

    def path(self, *parts):
        return os.path.join(self.work, *parts)

    def touch(self):
        subprocess.run(touch(self.touched_mib), check=True)

    def timed(self, command, **options):
        """Seconds of a command and of the sync behind it."""
        sync(self.work)
        self.touch()
        begin = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        sync(self.work)
        return time.monotonic() - begin

    def fresh(self, name):
        """A path that never was. ext4 does not give out an inode that was freed minutes ago and looks at each of
        those for every file that it makes near by, twenty times slower: so trees of many files are deleted at the end."""
        self.folders += 1
        return self.path("runs", f"{self.folders}-{name}")

    def drop(self, path):
        if sum(len(files) for _, _, files in os.walk(path)) < 1000:
            shutil.rmtree(path)

    def c3(self, *words, **options):
        done = subprocess.run([C3, *words], env=self.env, capture_output=True, text=True, **options)
        if done.returncode:
            sys.exit(f"c3 {' '.join(words)}: {done.stderr}")
        return done.stdout

    def home(self):
        """A new store and a new server: what is there already would not be stored."""
        self.env["C3_HOME"] = self.fresh("home")
        self.c3("server", "start")

    def leave(self):
        if "C3_HOME" in self.env:
            subprocess.run([C3, "server", "stop", "--force"], env=self.env, capture_output=True)
            self.drop(self.env.pop("C3_HOME"))

    def round(self, name):
        source = self.path("data", name)
        # No more than fits beside the set's own pages, which what is timed reads.
        self.touched_mib = min(mib_of(source) + START_MIB, available_mib() // 4)
        copy = self.fresh("copy")
        row = {"cp": self.timed(["cp", "-r", source, copy])}
        self.home()
        job, row["collect"] = self.collect(source)
        row.update(self.memory())
        again = self.fresh("copy")
        row["cp back"] = self.timed(["cp", "-r", source, again])
        self.drop(again)
        pulled = self.fresh("pulled")
        os.mkdir(pulled)
        row["pull"] = self.timed([C3, "pull", job], cwd=pulled, env=self.env)
        subprocess.run(["diff", "-r", source, f"{pulled}/{job}/artifacts/set"], check=True)
        self.drop(pulled)
        other = self.reversed(source)
        again = self.fresh("copy")
        row["cp next"] = self.timed(["cp", "-r", other, again])
        self.drop(again)
        _, row["collect next"] = self.collect(other)
        self.drop(other)
        self.leave()
        self.home()
        self.three_times("dataset", copy, row, [C3, "data", "cp", copy, "/datasets/set/"], self.env)
        self.leave()
        if self.restic:
            self.restic_round(copy, row)
        self.drop(copy)
        return row

    def reversed(self, source):
        """A tree of the same files with other bytes."""
        tree = self.fresh("reversed")
        for folder, _, files in os.walk(source):
            target = os.path.normpath(os.path.join(tree, os.path.relpath(folder, source)))
            os.mkdir(target)
            for name in files:
                with open(os.path.join(folder, name), "rb") as file, open(os.path.join(target, name), "wb") as out:
                    out.write(file.read()[::-1])
        return tree

    def three_times(self, what, tree, row, command, env):
        """Uploads a tree, uploads it unchanged, changes one file of it and uploads it again."""
        row[f"{what} first"] = self.timed(command, env=env)
        row[f"{what} unchanged"] = self.timed(command, env=env)
        folder, _, files = next(found for found in os.walk(tree) if found[2])
        with open(os.path.join(folder, sorted(files)[0]), "ab") as file:
            file.write(what.encode())
        row[f"{what} changed"] = self.timed(command, env=env)

    def collect(self, source):
        project = self.fresh("project")
        os.mkdir(project)
        with open(f"{project}/.c3", "w") as file:
            file.write("project: bench\nscript: run.sh\n")
        with open(f"{project}/run.sh", "w") as file:
            copied = f"cp -r {source} $C3_ARTIFACTS_DIR/set && sync -f $C3_ARTIFACTS_DIR"
            file.write(f"{copied} && {shlex.join(touch(self.touched_mib))} && date +%s.%N\n")
        # The log of a followed job with --json comes on stderr; its last line is the time at which the script ended.
        done = subprocess.run([C3, "deploy", "-f", "--json", project], env=self.env, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        job = json.loads(done.stdout)
        ended = datetime.datetime.fromisoformat(job["ended_at"]).timestamp()
        exited = max(float(line) for line in done.stderr.split() if line.replace(".", "").isdigit() and "." in line)
        return job["id"], ended - exited

    def memory(self):
        server = json.loads(self.c3("server", "status", "--json"))["pid"]
        home = f"C3_HOME={self.env['C3_HOME']}".encode()
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                words = open(f"/proc/{pid}/cmdline", "rb").read().split(b"\0")
                own = home in open(f"/proc/{pid}/environ", "rb").read().split(b"\0")
            except OSError:
                continue
            if own and b"c3.cli.Main" in words and words[words.index(b"c3.cli.Main") + 1] == b"agent":
                return {"server MiB": peak_mib(server), "agent MiB": peak_mib(pid)}
        sys.exit("no agent is running")

    def restic_round(self, tree, row):
        env = dict(os.environ, RESTIC_PASSWORD="bench", RESTIC_CACHE_DIR=self.path("restic-cache"))
        repository = self.fresh("restic")
        subprocess.run([self.restic, "init", "-r", repository], check=True, env=env, stdout=subprocess.DEVNULL)
        self.three_times("restic", tree, row, [self.restic, "-r", repository, "backup", tree], env)
        back = self.fresh("restored")
        row["restic out"] = self.timed(
            [self.restic, "-r", repository, "restore", "latest", "--target", back], env=env
        )
        self.drop(back)
        self.drop(repository)

    def start_up(self, rounds):
        self.touched_mib = START_MIB
        self.home()
        project = self.fresh("hello")
        os.mkdir(project)
        with open(f"{project}/.c3", "w") as file:
            file.write("project: hello\nscript: run.sh\n")
        with open(f"{project}/run.sh", "w") as file:
            file.write("echo first line\nsleep 0.2\n")
        rows = {"--version": [], "data ls": [], "deploy warm": [], "deploy cold": []}
        self.first_line(project)
        for _ in range(rounds):
            for name, words in (("--version", ["--version"]), ("data ls", ["data", "ls", "/jobs/"])):
                self.touch()
                begin = time.monotonic()
                self.c3(*words)
                rows[name].append(time.monotonic() - begin)
            rows["deploy warm"].append(self.first_line(project))
            self.c3("server", "stop")
            rows["deploy cold"].append(self.first_line(project))
        self.leave()
        return {name: statistics.median(values) for name, values in rows.items()}

    def first_line(self, project):
        self.touch()
        begin = time.monotonic()
        process = subprocess.Popen(
            [C3, "deploy", "-f", project], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        process.stdout.readline()
        took = time.monotonic() - begin
        process.communicate()
        return took


# What is divided by what. A figure of restic is missing where restic is.
RATIOS = [
    ("collect", "cp"),
    ("collect next", "cp next"),
    ("pull", "cp back"),
    ("dataset first", "cp"),
    ("dataset unchanged", "cp"),
    ("dataset changed", "cp"),
    ("collect", "restic first"),
    ("collect next", "restic first"),
    ("pull", "restic out"),
    ("dataset first", "restic first"),
    ("dataset unchanged", "restic unchanged"),
    ("dataset changed", "restic changed"),
]


def summary(rows):
    """Medians of the figures, and of each round's ratios."""
    figures = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
    ratios = {
        f"{a} / {b}": statistics.median(row[a] / row[b] for row in rows) for a, b in RATIOS if b in rows[0]
    }
    return {"figures": figures, "ratios": ratios}


def report(name, found):
    for key, value in found["figures"].items():
        print(f"{name:7} {key:18} {value:8.0f} MiB" if key.endswith("MiB") else f"{name:7} {key:18} {value:8.2f} s")
    for key, value in found["ratios"].items():
        print(f"{name:7} {key:40} {value:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "c3-bench"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sets", default="large,small,tables")
    parser.add_argument("--no-handover", action="store_true")
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    bench = Bench(os.path.abspath(options.work), not options.no_handover)
    os.makedirs(bench.path("runs"), exist_ok=True)
    # Each folder of `runs` gets a region of the disk to itself; see `fresh`.
    subprocess.run(["chattr", "+T", bench.path("runs")], stderr=subprocess.DEVNULL)
    sets = [name for name in options.sets.split(",") if name]
    subprocess.run([sys.executable, f"{HERE}/data.py", bench.path("data"), *sets], check=True)
    subprocess.run([C3, "--version"], check=True, stdout=subprocess.DEVNULL)
    found = {}
    try:
        for name in sets:
            found[name] = summary([bench.round(name) for _ in range(options.rounds)])
            report(name, found[name])
        found["start"] = bench.start_up(max(options.rounds, 3))
        for name, seconds in found["start"].items():
            print(f"start   {name:18} {seconds * 1000:8.0f} ms")
    finally:
        bench.leave()
        shutil.rmtree(bench.path("runs"), ignore_errors=True)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(found, file, indent=2)


if __name__ == "__main__":
    main()
