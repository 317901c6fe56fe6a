package org.latents.recording;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.api.Node;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latents.data.RecordingFormatException;

/**
 * A group. Its children are listed from the links alone and opened one by one, so that one that cannot be read does not
 * hide the others, as it would through the library's own list of children.
 */
final class Hdf5Group extends Hdf5Object {
    private static final int LONGEST_CHAIN = 32;
    private static final int CACHED_SOFT_LINK = 2;

    private Map<String, Link> links;

    Hdf5Group(Hdf5File file, String path, long address) {
        this(
                file,
                path,
                file.hdf().getAddress() == address ? file.hdf() : file.hdf().getNodeByAddress(address));
    }

    private Hdf5Group(Hdf5File file, String path, Node node) {
        super(file, path, node);
    }

    /** A way to a child: an address in this file, or a path, perhaps in another file. */
    private record Link(long address, String targetFile, String targetPath) {
        boolean isHard() {
            return targetPath.isEmpty();
        }
    }

    /** Names of the children, in alphabetical order. */
    List<String> names() {
        return List.copyOf(links().keySet());
    }

    boolean has(String name) {
        return links().containsKey(name);
    }

    /** Path of a child, whether there is one or not. */
    String pathOf(String name) {
        return path().equals("/") ? "/" + name : path() + "/" + name;
    }

    /**
     * Returns a child.
     *
     * @throws RecordingFormatException if there is none or it cannot be read
     */
    Hdf5Object child(String name) {
        return child(name, LONGEST_CHAIN);
    }

    /** Returns a child if there is one and it is a group. */
    Optional<Hdf5Group> group(String name) {
        return has(name) && child(name) instanceof Hdf5Group group ? Optional.of(group) : Optional.empty();
    }

    /** Returns a child if there is one and it is a dataset. */
    Optional<Hdf5Dataset> dataset(String name) {
        return has(name) && child(name) instanceof Hdf5Dataset dataset ? Optional.of(dataset) : Optional.empty();
    }

    /** Returns the object at a path from here, or from the root where it starts with a slash. */
    Hdf5Object at(String target) {
        return at(target, target, LONGEST_CHAIN);
    }

    private Hdf5Object child(String name, int patience) {
        Link link = links().get(name);
        String childPath = pathOf(name);
        if (link == null) {
            throw RecordingFormatException.at(file().shown(), childPath, "there is no such object", "");
        }
        if (patience == 0) {
            throw RecordingFormatException.at(file().shown(), childPath, "its links lead in a circle", "");
        }
        if (link.isHard()) {
            return Hdf5Guard.call(file().shown(), childPath, () -> Hdf5Object.at(file(), childPath, link.address()));
        }
        Hdf5Group from = link.targetFile().isEmpty()
                ? this
                : file().external(link.targetFile(), childPath).root();
        return from.at(link.targetPath(), childPath, patience - 1);
    }

    /** Follows a path; the result carries the path of the link that led there. */
    private Hdf5Object at(String target, String shownPath, int patience) {
        Hdf5Group group = target.startsWith("/") ? file().root() : this;
        Hdf5Object found = group;
        for (String part : target.split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!(found instanceof Hdf5Group inner) || !inner.has(part)) {
                throw RecordingFormatException.at(
                        file().shown(), shownPath, "a link leads to " + target + ", which does not exist", "");
            }
            found = inner.child(part, patience);
        }
        return found.renamed(shownPath);
    }

    private Map<String, Link> links() {
        if (links == null) {
            links = guard(this::readLinks);
        }
        return links;
    }

    private Map<String, Link> readLinks() {
        ObjectHeader header = header();
        if (header.hasMessageOfType(SymbolTableMessage.class)) {
            return oldStyle(header.getMessageOfType(SymbolTableMessage.class));
        }
        Map<String, Link> found = new TreeMap<>();
        if (!header.hasMessageOfType(LinkInfoMessage.class)) {
            return found;
        }
        for (LinkMessage message : linkMessages(header, header.getMessageOfType(LinkInfoMessage.class))) {
            found.put(
                    message.getLinkName(),
                    switch (message.getLinkType()) {
                        case HARD -> new Link(message.getHardLinkAddress(), "", "");
                        case SOFT -> new Link(-1, "", message.getSoftLink());
                        case EXTERNAL -> new Link(-1, message.getExternalFile(), message.getExternalPath());
                    });
        }
        return found;
    }

    private List<LinkMessage> linkMessages(ObjectHeader header, LinkInfoMessage info) {
        if (info.getBTreeNameIndexAddress() == Constants.UNDEFINED_ADDRESS) {
            return header.getMessagesOfType(LinkMessage.class);
        }
        HdfBackingStorage storage = file().hdf().getHdfBackingStorage();
        FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
        List<LinkMessage> messages = new ArrayList<>();
        for (LinkNameForIndexedGroupRecord entry :
                new BTreeV2<LinkNameForIndexedGroupRecord>(storage, info.getBTreeNameIndexAddress()).getRecords()) {
            messages.add(LinkMessage.fromBuffer(heap.getId(entry.getId()), storage.getSuperblock()));
        }
        return messages;
    }

    private Map<String, Link> oldStyle(SymbolTableMessage table) {
        HdfBackingStorage storage = file().hdf().getHdfBackingStorage();
        ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
        Map<String, Link> found = new TreeMap<>();
        for (long address :
                BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(storage, address).getSymbolTableEntries()) {
                Link link = entry.getCacheType() == CACHED_SOFT_LINK
                        ? new Link(-1, "", text(names, entry.getLinkValueOffset()))
                        : new Link(entry.getObjectHeaderAddress(), "", "");
                found.put(text(names, entry.getLinkNameOffset()), link);
            }
        }
        return found;
    }

    private static String text(ByteBuffer heap, int offset) {
        heap.position(offset);
        return Utils.readUntilNull(heap);
    }

    @Override
    Hdf5Group renamed(String shownPath) {
        return new Hdf5Group(file(), shownPath, node());
    }
}
