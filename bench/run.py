#!/usr/bin/env python3
"""Times c3 beside `cp -r` + sync and restic on the same data, in one run, and prints the ratios.

usage: run.py [--work DIR] [--rounds N] [--sets large,small,tables]

collect  from the end of the script to the durable end of the job: hash, store, commit
pull     `c3 pull` of that job into an empty folder, then sync
start    `--version`, `data ls` on a warm server, and `deploy -f` typed to the script's first line, warm and cold

Each figure is the median over the rounds; every c3 run stands right beside its own `cp -r` + sync, since a machine's
speed drifts. Needs about three times the size of a set in DIR. restic is used when it is on the PATH.
"""
import argparse
import datetime
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
C3 = os.path.join(os.path.dirname(HERE), "c3")


def sync(folder):
    subprocess.run(["sync", "-f", folder], check=True)


def timed(command, folder, env=None):
    """Seconds of a command and of the sync behind it."""
    sync(folder)
    begin = time.monotonic()
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sync(folder)
    return time.monotonic() - begin


class Bench:
    def __init__(self, work):
        self.work = work
        self.env = dict(os.environ, C3_HOME=f"{work}/home")
        self.restic = shutil.which("restic")

    def path(self, *parts):
        return os.path.join(self.work, *parts)

    def c3(self, *words, **options):
        done = subprocess.run([C3, *words], env=self.env, capture_output=True, text=True, **options)
        if done.returncode:
            sys.exit(f"c3 {' '.join(words)}: {done.stderr}")
        return done.stdout

    def fresh(self, name):
        shutil.rmtree(self.path(name), ignore_errors=True)
        return self.path(name)

    def round(self, name):
        source = self.path("data", name)
        row = {"cp": timed(["cp", "-r", source, self.fresh("copy")], self.work)}
        job, row["collect"] = self.collect(source)
        shutil.rmtree(self.path("copy"))
        row["cp back"] = timed(["cp", "-r", source, self.path("copy")], self.work)
        shutil.rmtree(self.path("copy"))
        pulled = self.fresh("pulled")
        os.mkdir(pulled)
        sync(self.work)
        begin = time.monotonic()
        self.c3("pull", job, cwd=pulled)
        sync(self.work)
        row["pull"] = time.monotonic() - begin
        subprocess.run(["diff", "-r", source, f"{pulled}/{job}/artifacts/set"], check=True)
        shutil.rmtree(pulled)
        if self.restic:
            self.restic_round(source, row)
        return row

    def collect(self, source):
        """A fresh store each time: what is there already would not be stored."""
        self.c3("server", "start")
        project = self.fresh("project")
        os.mkdir(project)
        with open(f"{project}/.c3", "w") as file:
            file.write("project: bench\nscript: run.sh\n")
        with open(f"{project}/run.sh", "w") as file:
            file.write(f"cp -r {source} $C3_ARTIFACTS_DIR/set && sync -f $C3_ARTIFACTS_DIR && date +%s.%N\n")
        # The log of a followed job with --json comes on stderr; its last line is the time at which the script ended.
        done = subprocess.run([C3, "deploy", "-f", "--json", project], env=self.env, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        job = json.loads(done.stdout)
        ended = datetime.datetime.fromisoformat(job["ended_at"]).timestamp()
        exited = max(float(line) for line in done.stderr.split() if line.replace(".", "").isdigit() and "." in line)
        return job["id"], ended - exited

    def restic_round(self, source, row):
        env = dict(os.environ, RESTIC_PASSWORD="bench", RESTIC_CACHE_DIR=self.path("restic-cache"))
        repository = self.fresh("restic")
        subprocess.run([self.restic, "init", "-r", repository], check=True, env=env, stdout=subprocess.DEVNULL)
        row["restic in"] = timed([self.restic, "-r", repository, "backup", source], self.work, env)
        back = self.fresh("restored")
        row["restic out"] = timed([self.restic, "-r", repository, "restore", "latest", "--target", back], self.work, env)
        shutil.rmtree(back)
        shutil.rmtree(repository)

    def reset(self):
        subprocess.run([C3, "server", "stop", "--force"], env=self.env, capture_output=True)
        self.fresh("home")

    def start_up(self, rounds):
        self.c3("server", "start")
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
                begin = time.monotonic()
                self.c3(*words)
                rows[name].append(time.monotonic() - begin)
            rows["deploy warm"].append(self.first_line(project))
            self.c3("server", "stop")
            rows["deploy cold"].append(self.first_line(project))
        return {name: statistics.median(values) for name, values in rows.items()}

    def first_line(self, project):
        begin = time.monotonic()
        process = subprocess.Popen(
            [C3, "deploy", "-f", project], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        process.stdout.readline()
        took = time.monotonic() - begin
        process.communicate()
        return took


def report(name, rows):
    median = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
    ratio = lambda a, b: statistics.median(row[a] / row[b] for row in rows)
    print(f"{name:7} collect {median['collect']:6.2f} s   cp+sync {median['cp']:6.2f} s   ratio {ratio('collect', 'cp'):.2f}")
    print(f"{name:7} pull    {median['pull']:6.2f} s   cp+sync {median['cp back']:6.2f} s   ratio {ratio('pull', 'cp back'):.2f}")
    if "restic in" in median:
        print(f"{name:7} restic  {median['restic in']:6.2f} s in, {median['restic out']:6.2f} s out;"
              f"   c3/restic {ratio('collect', 'restic in'):.2f} in, {ratio('pull', 'restic out'):.2f} out")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "c3-bench"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sets", default="large,small,tables")
    options = parser.parse_args()
    bench = Bench(os.path.abspath(options.work))
    os.makedirs(bench.work, exist_ok=True)
    # ext4 does not give out the inodes of files that were deleted minutes ago, and looks at each of them for every
    # file that it makes near by: twenty times slower. So each folder gets a region of the disk to itself.
    subprocess.run(["chattr", "+T", bench.work], stderr=subprocess.DEVNULL)
    sets = [name for name in options.sets.split(",") if name]
    subprocess.run([sys.executable, f"{HERE}/data.py", bench.path("data"), *sets], check=True)
    try:
        for name in sets:
            rows = []
            for _ in range(options.rounds):
                bench.reset()
                rows.append(bench.round(name))
            report(name, rows)
        bench.reset()
        for name, seconds in bench.start_up(max(options.rounds, 3)).items():
            print(f"start   {name:12} {seconds * 1000:6.0f} ms")
    finally:
        bench.reset()


if __name__ == "__main__":
    main()
