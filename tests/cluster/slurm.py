#!/usr/bin/env python3
"""The scripts of examples/cluster on a real Slurm, with real ranks of Open MPI and GNU parallel, against the catalog of one machine.

usage: slurm.py CAIRN MAKE_ARCHIVE ESGF_MINI [FILES [slurm]]        FILES generated ones beside those of ESGF_MINI; default 20000; `slurm`: nothing but Slurm

Slurm: 8 shards; element 3 fails the first time, element 5 gets SIGTERM in its midst and is put back into the queue by the script; the merge that waits for the array names the shard that is
missing and changes nothing; `sbatch --array=3` and a second merge finish the work. Then ranks, GNU parallel, and the variables of the other schedulers. All trees are that of `cairn build`,
byte for byte. Needs root, slurmctld, slurmd, munged; skipped (exit code 77) where they are not there.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "cluster"
SHARDS = 8

CONF = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
AuthType=auth/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SlurmUser=root
SlurmctldPort={port}
SlurmdPort={port1}
SrunPortRange={port2}-{port3}
MpiDefault=none
StateSaveLocation={root}/state
SlurmdSpoolDir={root}/spool
SlurmctldPidFile={root}/ctld.pid
SlurmdPidFile={root}/d.pid
SlurmctldLogFile={root}/ctld.log
SlurmdLogFile={root}/d.log
SchedulerParameters=sched_interval=2,batch_sched_delay=0,requeue_delay=1
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs=8 RealMemory=16000
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:8
"""

# Stands for `cairn` in PATH: shard 3 fails once, shard 5 is stopped once in its midst.
WRAPPER = """#!/bin/sh
if [ "$1" = scan ] && [ -n "$SLURM_ARRAY_TASK_ID" ]; then
  mark={root}/seen-$SLURM_ARRAY_TASK_ID
  if [ "$SLURM_ARRAY_TASK_ID" = 3 ] && [ ! -e $mark ]; then touch $mark; echo "this node is broken" >&2; exit 9; fi
  if [ "$SLURM_ARRAY_TASK_ID" = 5 ] && [ ! -e $mark ]; then
    touch $mark
    {cairn} "$@" & pid=$!
    while [ "$(stat -c %s {root}/work/shards/shard-00005-of-00008.facts.partial || echo 0)" -lt 10000 ] && kill -0 $pid; do sleep 0.01; done
    kill -TERM $pid; wait $pid; exit $?
  fi
fi
exec {cairn} "$@"
"""


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def tree(top):
    return {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file() and ".cairn" not in path.parts}


class Slurm:
    def __init__(self, root):
        self.root, host = root, socket.gethostname().split(".")[0]
        port = 20000 + os.getpid() % 20000
        for folder in ("state", "spool"):
            (root / folder).mkdir()
        conf = root / "slurm.conf"
        conf.write_text(CONF.format(host=host, root=root, port=port, port1=port + 1, port2=port + 2, port3=port + 60))
        os.environ["SLURM_CONF"] = str(conf)
        self.processes = []
        if not os.path.exists("/run/munge/munge.socket.2"):
            os.makedirs("/run/munge", exist_ok=True)
            shutil.chown("/run/munge", "munge", "munge")
            self.processes.append(subprocess.Popen(["runuser", "-u", "munge", "--", "munged", "--foreground"], stderr=subprocess.DEVNULL))
            time.sleep(1)
        self.processes.append(subprocess.Popen(["slurmctld", "-D", "-c", "-f", str(conf)], stderr=subprocess.DEVNULL))
        self.processes.append(subprocess.Popen(["slurmd", "-D", "-f", str(conf), "-N", host], stderr=subprocess.DEVNULL))
        for _ in range(100):
            if "idle" in subprocess.run(["sinfo", "-h", "-o", "%t"], capture_output=True, text=True).stdout:
                return
            time.sleep(0.3)
        sys.exit(f"Slurm does not start: see {root}/ctld.log")

    def wait(self):
        while subprocess.run(["squeue", "-h"], capture_output=True, text=True, check=True).stdout.strip():
            time.sleep(0.5)

    def end(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()


def sbatch(environment, *words):
    subprocess.run(["sbatch", *words], check=True, stdout=subprocess.DEVNULL, env=environment)


def same(root, out, story):
    if tree(root / out) != tree(root / "single"):
        sys.exit(f"{story}: the tree is not that of one machine; kept in {root}")
    say(f"{story}: the tree is that of one machine, byte for byte")


def on_slurm(root, script_environment):
    slurm = Slurm(root)
    try:
        began = time.monotonic()
        script_environment = {**script_environment, "SLURM_CONF": os.environ["SLURM_CONF"]}
        print(subprocess.run([EXAMPLES / "slurm.sh", root / "cairn.yaml", root / "by-slurm", str(SHARDS)], check=True, capture_output=True, text=True, env=script_environment).stdout, end="")
        slurm.wait()
        log = (root / "work/merge.log").read_text()
        if "missing: shard 3" not in log or (root / "by-slurm/catalog.json").exists():
            sys.exit(f"a merge without shard 3: {log}")
        say("element 3 failed, and the merge that waited for the array said so: " + [line.strip() for line in log.splitlines() if "missing" in line][0])
        if "interrupted" not in (root / "work/scan-5.log").read_text() or "before it was stopped" not in (root / "work/scan-5.log").read_text():
            sys.exit("element 5 was not stopped and put back: " + (root / "work/scan-5.log").read_text())
        say("element 5 was stopped, put back into the queue, and went on: " + (root / "work/scan-5.log").read_text().splitlines()[-1])
        sbatch(script_environment, "--array=3", root / "work/scan.sh")
        slurm.wait()
        sbatch(script_environment, root / "work/merge.sh")
        slurm.wait()
        say(f"Slurm took {time.monotonic() - began:.0f} s in all")
        same(root, "by-slurm", "Slurm")
        (root / "cairn.yaml.state").unlink()
        subprocess.run([EXAMPLES / "slurm.sh", root / "cairn.yaml", root / "in-parts", "4"], check=True, capture_output=True,
                       env={**script_environment, "CAIRN_WORK": str(root / "work-in-parts"), "CAIRN_PARTS": "3"})
        slurm.wait()
        say((root / "work-in-parts/assemble-2.log").read_text().splitlines()[-1])
        same(root, "in-parts", "Slurm, with three parts of the tree")
    finally:
        slurm.end()


def by_variables(root, cairn):
    """As the other schedulers set them: the n-th of 8."""
    schedulers = {"PBS": lambda n: {"PBS_ARRAY_INDEX": n + 1}, "Torque": lambda n: {"PBS_ARRAYID": n + 1}, "Grid Engine": lambda n: {"SGE_TASK_ID": n + 1}, "LSF": lambda n: {"LSB_JOBINDEX": n + 1},
                  "AWS Batch": lambda n: {"AWS_BATCH_JOB_ARRAY_INDEX": n, "AWS_BATCH_JOB_ARRAY_SIZE": SHARDS}, "Kubernetes": lambda n: {"JOB_COMPLETION_INDEX": n}}
    for name, variables in schedulers.items():
        shutil.rmtree(root / "variables", ignore_errors=True)
        for n in range(SHARDS):
            subprocess.run([cairn, "scan", root / "plan", "--out", root / "variables", "--quiet"], check=True, env={**os.environ, **{key: str(value) for key, value in variables(n).items()}})
        subprocess.run([cairn, "merge", root / "plan", root / "variables", "--out", root / "by-variables", "--no-state", "--quiet"], check=True)
        same(root, "by-variables", name)


def main():
    cairn, make_archive, esgf = (os.path.abspath(path) for path in sys.argv[1:4])
    files = (sys.argv[4:] or ["20000"])[0]
    if os.getuid() != 0 or not all(shutil.which(program) for program in ("slurmctld", "slurmd", "munged")) or not os.path.isdir(esgf):
        print("there is no Slurm, or no esgf-mini, or this is not root: skipped")
        sys.exit(77)
    root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-slurm-"))
    root.chmod(0o755)
    subprocess.run([make_archive, root / "generated", "--files", files, "--rows", "4", "--columns", "4", "--steps", "2"], check=True, stdout=subprocess.DEVNULL)
    (root / "cairn.yaml").write_text(f"archives:\n  - {{name: esgf, root: {esgf}, href: 'https://data.example.org/esgf'}}\n  - {{name: generated, root: generated, href: 'https://data.example.org/g'}}\n"
                                     "collections: [{id: '{folder|top}', item: '{folder|stem}'}]\nlimits: {max_problems: 1000}\n")
    bin_ = root / "bin"
    bin_.mkdir()
    (bin_ / "cairn").write_text(WRAPPER.format(root=root, cairn=cairn))
    (bin_ / "cairn").chmod(0o755)
    environment = {**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}", "CAIRN_WORK": str(root / "work"), "CAIRN_JOBS": "2", "XDG_STATE_HOME": str(root / "state-home")}
    began = time.monotonic()
    subprocess.run([cairn, "build", "--config", root / "cairn.yaml", "--out", root / "single", "--no-state", "--quiet"], check=True)
    say(f"one machine took {time.monotonic() - began:.0f} s")
    on_slurm(root, environment)
    if "slurm" in sys.argv[5:]:
        return shutil.rmtree(root)
    (root / "cairn.yaml.state").unlink()
    if shutil.which("mpirun"):
        subprocess.run([EXAMPLES / "mpi.sh", root / "cairn.yaml", root / "by-ranks", "4", "--allow-run-as-root", "--oversubscribe"], check=True, env={**environment, "CAIRN_WORK": str(root / "ranks")})
        same(root, "by-ranks", "Open MPI")
        (root / "cairn.yaml.state").unlink()
    if shutil.which("parallel"):
        subprocess.run([EXAMPLES / "parallel.sh", root / "cairn.yaml", root / "by-parallel", ":", "8"], check=True, env={**environment, "CAIRN_WORK": str(root / "parallel")})
        same(root, "by-parallel", "GNU parallel")
    subprocess.run([cairn, "plan", "--config", root / "cairn.yaml", "--shards", str(SHARDS), "--out", root / "plan", "--no-state", "--quiet"], check=True)
    by_variables(root, cairn)
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
