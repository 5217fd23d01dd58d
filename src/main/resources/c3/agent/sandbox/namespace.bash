# Builds what a job sees, inside a mount and pid namespace of its own, and becomes the last step.
# Arguments: the programs, the workspace, the steps of the plan, `--`, the directory, the last step.
# Variables begin with c3__: anything else might be one of the job's own.

c3__fail() {
  printf 'c3: cannot set up the sandbox: %s\n' "$*" >&2
  exit 125
}

c3__mount=$1 c3__umount=$2 c3__pivot_root=$3 c3__mkdir=$4 c3__ln=$5 c3__setpriv=$6 c3__workspace=$7
shift 7
c3__old=/.c3-old c3__new=/.c3-new

# A small root in memory whose names lead into the machine's root, so that the programs above are
# still found once it is the root. It is mounted over the workspace, which nobody needs meanwhile.
c3__stand_aside() {
  local c3__entry c3__links=()
  shopt -s dotglob nullglob
  for c3__entry in /*; do
    [ "$c3__entry" = /proc ] || c3__links+=("$c3__old$c3__entry")
  done
  "$c3__mount" -t tmpfs -o mode=755 c3 "$c3__workspace" &&
    cd -- "$c3__workspace" &&
    "$c3__mkdir" ".$c3__old" ".$c3__new" ./proc &&
    "$c3__ln" -s -t . -- "${c3__links[@]}" &&
    "$c3__mount" -t proc proc ./proc &&
    "$c3__pivot_root" . ".$c3__old" &&
    cd / || c3__fail 'no root of its own'
}

# Makes a target when it is missing: a folder for a folder, an empty file for anything else.
c3__place() {
  if [ -d "$1" ]; then
    [ -d "$2" ] || "$c3__mkdir" -p -- "$2"
  else
    [ -e "$2" ] || : >"$2"
  fi
}

c3__bind() {
  [ -e "$1" ] || return 0 # It has vanished since the plan was made.
  c3__place "$1" "$2" && "$c3__mount" --rbind -- "$1" "$2"
}

# Flags that came with the machine's own mount may not be taken off by an ordinary user.
c3__read_only() {
  "$c3__mount" -o remount,bind,ro,nosuid,nodev -- "$1" 2>/dev/null ||
    "$c3__mount" -o remount,bind,ro,nosuid,nodev,noexec -- "$1"
}

c3__memory() {
  c3__place / "$1" && "$c3__mount" -t tmpfs -o "mode=$2,size=$3" c3 "$1"
}

c3__stand_aside
while [ "$1" != -- ]; do
  case $1 in
    memory) c3__memory "$c3__new$2" "$3" "$4" && shift 4 ;;
    bind) c3__bind "$c3__old$2" "$c3__new$3" && shift 3 ;;
    read-only-bind)
      c3__place "$c3__old$2" "$c3__new$3" &&
        "$c3__mount" --bind -- "$c3__old$2" "$c3__new$3" &&
        c3__read_only "$c3__new$3" && shift 3
      ;;
    link) "$c3__ln" -s -T -- "$2" "$c3__new$3" && shift 3 ;;
    processes) c3__place / "$c3__new$2" && "$c3__mount" -t proc proc "$c3__new$2" && shift 2 ;;
    read-only) c3__read_only "$c3__new$2" && shift 2 ;;
    *) false ;;
  esac || c3__fail "$1 $2 ${3-}"
done
shift

# The machine's root lands on top of the new one and is taken off again.
cd "$c3__new" && "$c3__pivot_root" . . && "$c3__umount" -l . && cd / || c3__fail 'the new root'
cd -- "$1" || exit 125
shift
# Without the right to mount nothing here can be undone, not by root either.
exec -- "$c3__setpriv" --bounding-set=-sys_admin --inh-caps=-all --ambient-caps=-all \
  --no-new-privs -- "$@"
